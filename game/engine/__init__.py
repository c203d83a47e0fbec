"""The rules of the game: pure functions over arrays whose last axis is the game. Knows mechanisms, no scenario."""
