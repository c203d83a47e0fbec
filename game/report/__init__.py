"""Text for people: the chronicle of a game, tables, pages for a browser."""
