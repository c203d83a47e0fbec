"""Sweeps: an experiment's points, the games at each of them, and which setting decides what comes of them."""
