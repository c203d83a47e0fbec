"""Codes of what is well written and still cannot be right, or is suspicious."""

from game.scenario.code import Code

__all__ = ["MEANING"]

MEANING: dict[str, Code] = {
    "SUM01": Code(
        "something is missing on which every game is built",
        "A scenario has 2 to 8 powers, 2 to 20 states that count for something, and at least one stock domain.",
        "one power and three states",
        "two powers and two states",
    ),
    "SUM02": Code(
        "shares add up to more than everything",
        "Shares are parts of the whole; what the powers leave belongs to others.",
        "coast: {north: 70 %, south: 50 %}",
        "coast: {north: 40 %, south: 50 %}",
    ),
    "SUM03": Code(
        "parts do not add up to 1",
        "Weights, splits and the shares of a lever's items are parts of one whole.",
        "weights: {finance: 0.4, trade: 0.4}",
        "weights: {finance: 0.4, trade: 0.6}",
    ),
    "SUM04": Code(
        "a table leaves someone out",
        "What a table leaves out would silently count as 0. Say so if that is meant.",
        "needs: {finance: 1}",
        "needs: {finance: 1, trade: 0}",
    ),
    "SUM05": Code(
        "a corridor that does not fit together",
        "It carries more than it can or has one place only; or all together carry another amount than the market has.",
        "sea: {tonnage: 9 Mt/year, capacity: 6 Mt/year}",
        "sea: {tonnage: 3 Mt/year, capacity: 6 Mt/year}",
        severity="warning",
    ),
    "SUM06": Code(
        "a coefficient that is made for larger or smaller economies",
        "Three coefficients are amounts of money: the GDP at which a package has its full value, the value that rivals "
        "mind half as much as they can, and what is added to a GDP before works count for development. Copied from "
        "another scenario they make all packages small, all rivals indifferent or all works useless.",
        "package_gdp: 35 bn USD   # the largest state has 5 bn",
        "package_gdp: 5 bn USD",
        severity="warning",
    ),
    "TIM01": Code(
        "this is not a quarter",
        "Quarters are written as year and number.",
        "first: August 2024",
        "first: 2024-Q3",
    ),
    "TIM02": Code(
        "the turns are longer than the story",
        "Each length cuts the same story into turns: turns times quarters fit into it.",
        "full: {turns: 12, quarters: 2}   # a story of 12 quarters",
        "full: {turns: 6, quarters: 2}",
    ),
    "TIM03": Code(
        "this never happens",
        "Its chance is 0 or its date lies after the end of the story.",
        "storm: {chance: 0}",
        "storm: {chance: 5 %}",
        severity="warning",
    ),
    "LEV01": Code(
        "nobody can ever use this lever",
        "It needs ground that its users cannot win first: no lever of theirs wins it, or the levers need each other.",
        "pact: {needs: {security: 1}, counts_as: security}",
        "pact: {needs: {economy: 1}, counts_as: security}",
    ),
    "LEV02": Code(
        "the target of the lever contradicts its other settings",
        "Only a state can consent, and only a lever that is put to a state can be limited to some of them.",
        "tour: {target: none, consent: true}",
        "tour: {target: none, consent: false}",
    ),
    "LEV03": Code(
        "this has no effect",
        "Nothing changes when the lever is used or the event happens, at least for some of those who are meant.",
        "patrol: {effects: []}",
        "patrol: {effects: [{kind: ties, gain: 0.05}]}",
        severity="warning",
    ),
    "LEV05": Code(
        "powers and states cannot share a lever",
        "A lever of powers makes offers or acts from outside; a lever of states is one of their own moves.",
        "by: [north, coast]",
        "by: [north, south]",
    ),
    "LEV06": Code(
        "the effect does nothing in this lever",
        "Some mechanisms belong to the orders of powers, others to the states' own moves.",
        "court: {by: [coast], effects: [{kind: project, split: {finance: 1}}]}",
        "court: {by: [coast], effects: [{kind: courting, discount: 0.1, bonus: 0.1, turns: 2}]}",
    ),
    "LEV04": Code(
        "the domain is of the wrong kind",
        "A project fills a stock; standing and swings move log-odds, which only flow domains have.",
        "{kind: project, split: {trade: 1}}   # trade is a flow",
        "{kind: project, split: {finance: 1}}",
    ),
    "USE01": Code(
        "this is not used anywhere",
        "Nothing refers to it. Perhaps an id is misspelt elsewhere, or it can go.",
        "sources: {gt-0807: {...}}   # and no number or quote names it",
        "evidence: {source: gt-0807, quote: difficult to achieve}",
        severity="warning",
    ),
    "USE02": Code(
        "a power without levers",
        "It can do nothing in the game.",
        "by: [north]   # in all levers",
        "by: [north, south]",
        severity="warning",
    ),
    "AIM01": Code(
        "the objective starts at its goal",
        "It counts in proportion between `start` and `goal`: they must differ, by more than a rounding.",
        "{start: 0.3, goal: 0.3}",
        "{start: 0.1, goal: 0.3}",
    ),
    "AIM02": Code(
        "the scale does not rise",
        "The sum at which a score is 63 must be larger than the one at which it is 33.",
        "scale: {at_33: 0.6, at_63: 0.3}",
        "scale: {at_33: 0.3, at_63: 0.6}",
    ),
    "AIM03": Code(
        "the claim tests nothing",
        "A claim needs a condition that can be met and a verdict that can fail.",
        "hard: {below: 0.1, holds: {}}",
        "hard: {below: 0.1, holds: {at_least: 80 %}}",
    ),
    "AIM04": Code(
        "the measure is not complete",
        "The metric needs a domain, a corridor or a power, or `self` means nobody here.",
        "{metric: share, of: [north]}",
        "{metric: share, of: [north], domain: finance}",
    ),
    "AIM05": Code(
        "the seat cannot be played like this",
        "The doctrine is for the other kind of actor or for other actors, or does not exist.",
        "coast: {kind: state, policy: trader}   # a doctrine for powers",
        "coast: {kind: state, policy: cabinet}",
    ),
    "AIM06": Code(
        "the steps of the doctrine do not follow each other",
        "Each step holds until a later quarter than the step before it.",
        "steps: [{until: 6}, {until: 3}]",
        "steps: [{until: 3}, {until: 6}]",
    ),
    "MAP01": Code(
        "the frame of the map holds nothing",
        "Its west lies west of its east, its south south of its north, and it spans at most 180 degrees.",
        "frame: {west: 90 degrees, south: 30 degrees, east: 40 degrees, north: 60 degrees}",
        "frame: {west: 40 degrees, south: 30 degrees, east: 90 degrees, north: 60 degrees}",
    ),
    "MAP02": Code(
        "the file of shapes cannot be used",
        "It is a JSON file of at most 4 MB in the folder of the scenario, in the form that assets/README.md describes.",
        "map: {shapes: ../secret.json}",
        "map: {shapes: two-harbours.map.json}",
    ),
    "MAP03": Code(
        "two powers have the same colour",
        "On the map nobody could tell them apart.",
        "north: {hue: blue}, south: {hue: blue}",
        "north: {hue: blue}, south: {hue: orange}",
        severity="warning",
    ),
    "MAP04": Code(
        "an actor has two capitals",
        "The map marks one place as the capital, and a power lies where its capital lies.",
        "bishkek: {capital_of: kyrgyzstan}, osh: {capital_of: kyrgyzstan}",
        "bishkek: {capital_of: kyrgyzstan}, osh: {}",
    ),
    "MAP05": Code(
        "there is no such sign",
        "A lever's `icon` is one of the names that the page of the format lists; with another it has a plain sign.",
        "visit: {icon: airplane}",
        "visit: {icon: plane}",
        severity="warning",
    ),
    "MAP06": Code(
        "no country has these letters",
        "A state's `iso` is that of a country in the file of shapes, or of the atlas. With other letters, as without "
        "any, an island is drawn for it.",
        "kazakhstan: {kind: state, iso: KZK}",
        "kazakhstan: {kind: state, iso: KAZ}",
        severity="warning",
    ),
    "AIM07": Code(
        "the doctrine likes a lever that it cannot use",
        "None of the powers of the doctrine stands under `by` of the lever.",
        "levers: {balance: 2}   # a lever of the states",
        "levers: {guarantee: 2}",
        severity="warning",
    ),
}
