"""What is: the compiled world, the state of a game, what goes into a turn. No behaviour beyond shapes and digests."""
