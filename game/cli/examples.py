"""What is typed for each command, as `--help` shows it."""

__all__ = ["EXAMPLES"]

EXAMPLES = {
    "play": ("play", "play central-asia-2024", "play my-scenario.yaml"),
    "new": ("new my-scenario.yaml --title 'Three ports'", "new my-variant.yaml --extends central-asia-2024"),
    "check": ("check my-scenario.yaml", "check --explain KEY02"),
    "run": (
        "run central-asia-2024 --seed 7",
        "run central-asia-2024 --policy japan=greedy --set actors.japan.hedging=1.2",
        "run central-asia-2024 --games 10000 --out DIR --report run.html",
        "run --resume DIR",
    ),
    "compare": (
        "compare central-asia-2024 --vary-policy japan=greedy --games 500",
        "compare two-harbours --vary actors.oro.hedging=0.5,1,1.5 --report compare.html",
    ),
    "sweep": (
        "sweep central-asia-2024 --list",
        "sweep central-asia-2024 what_decides --out DIR",
        "sweep two-harbours --assumptions 25% --metric score.vesk",
        "sweep two-harbours --vary actors.oro.hedging=0.5..1.5 --design random --points 50",
    ),
    "rerun": ("rerun DIR --out AGAIN",),
    "claims": (
        "claims central-asia-2024 --quick",
        "claims central-asia-2024 --claim hard_to_disrupt --report claims.html",
    ),
    "balance": ("balance two-harbours", "balance my-scenario.yaml --games 40 --report balance.html"),
    "replay": ("replay DIR/replay.json", "replay DIR/replay.json --verify"),
    "phases": ("phases",),
}
