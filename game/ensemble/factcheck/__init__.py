"""Fact-checks: how often each claim of a scenario comes true, and the smallest change that turns the verdict."""
