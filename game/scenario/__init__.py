"""The scenario language: YAML text to a checked Scenario to what the engine plays."""
