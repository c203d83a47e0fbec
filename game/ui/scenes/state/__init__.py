"""A state's turn: its own move, and then its answers to what is put to it."""
