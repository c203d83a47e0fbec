"""Wedge for reinforcement learning: PettingZoo for all seats, Gymnasium for one (extra `rl`).

`game.rl.zoo.parallel_env` and `game.rl.zoo.env`, `game.rl.seat.SeatEnv`; what they share is in `game.rl.contest`.
"""
