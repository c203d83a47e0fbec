"""The computer players: each sees a seat's View and decides for that seat, in all games of a batch at once."""
