"""A power's turn: the map, the levers, the order that is being written, and what would probably become of it."""
