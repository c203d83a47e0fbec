"""Codes of what is wrong with an experiment: it asks for what its scenario does not have or allow."""

from game.scenario.code import Code

__all__ = ["EXPERIMENT"]

EXPERIMENT = {
    "EXP01": Code(
        "the experiment's scenario is not there",
        "An experiment names the id of a shipped scenario, or a scenario file in the folder of the experiment.",
        "scenario: central-asia-2042",
        "scenario: central-asia-2024",
    ),
    "EXP02": Code(
        "the experiment asks for what its scenario does not have",
        "A setting that varies, a metric, a length, an actor or a policy must be there in the scenario. Settings are "
        "named by their paths, as in --set; metrics as in the columns of results, and * stands for any letters.",
        "metrics: [score.japn]",
        "metrics: [score.japan, met.*]",
    ),
    "EXP03": Code(
        "a setting cannot vary so",
        "Each value must be allowed in the scenario, with its unit. A range needs two different numbers; what is no "
        "number, or counts something, has its values named one by one.",
        "vary: {actors.japan.purse.income: {between: [0.2, 0.4]}}",
        "vary: {actors.japan.purse.income: {between: [0.2 bn USD/quarter, 0.4 bn USD/quarter]}}",
    ),
    "EXP04": Code(
        "the design does not fit what varies",
        "Something has to vary, and a design that is judged by correlations needs more points than settings.",
        "assumptions: all\ndesign: {kind: latin_hypercube, points: 100}",
        "assumptions: all\ndesign: {kind: latin_hypercube, points: 100, leading: 10}",
    ),
}
