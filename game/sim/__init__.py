"""Games from beginning to end: one live session, or many at once."""
