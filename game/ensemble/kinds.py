"""What kinds of results there are, as manifests name them, and the command that makes each."""

__all__ = ["BALANCE", "CLAIMS", "COMMANDS", "COMPARISON", "RUN", "SWEEP"]

RUN, SWEEP, COMPARISON = "wedge results", "wedge sweep", "wedge comparison"
CLAIMS, BALANCE = "wedge claims", "wedge balance"
COMMANDS = {
    RUN: "wedge run", SWEEP: "wedge sweep", COMPARISON: "wedge compare", CLAIMS: "wedge claims",
    BALANCE: "wedge balance",
}  # fmt: skip
