"""The words of the front page: for every kind of story some headlines and a line of figures.

English sentences are the keys of the catalogue. Names are the scenario's and stay as they are; amounts and reasons
are put in by whoever shows the story, in the language that is spoken.
"""

from game.sentence import N_

__all__ = ["FIGURES", "HEADLINES", "QUIET"]

HEADLINES: dict[str, tuple[str, ...]] = {
    "accepted": (
        N_("{state} says yes to {power}: {what}"),
        N_("{what}: {state} and {power} agree"),
        N_("Signed in {state}: {what}, with {power}"),
        N_("{power} wins {state} over: {what}"),
        N_("A yes for {power} in {state}: {what}"),
    ),
    "upset yes": (
        N_("Against the odds, {state} says yes to {power}: {what}"),
        N_("Few expected it: {state} accepts {what} from {power}"),
        N_("{power} surprises with a yes in {state}: {what}"),
    ),
    "amended": (
        N_("Yes, but: {state} amends what {power} offers: {what}"),
        N_("{state} takes it on its own terms: {what}, from {power}"),
        N_("{power} gets less than it asked for in {state}: {what}"),
    ),
    "package": (
        N_("{state} signs {yes} of {asked} with {power}: {what}"),
        N_("{power} leaves {state} with {yes} of {asked} signatures: {what}"),
        N_("{yes} of {asked}: what {state} takes from {power}, {what}"),
    ),
    "statement": (
        N_("{power} gets {yes} of {asked} signatures: {what}"),
        N_("{what}: {yes} of {asked} signatures for {power}"),
        N_("{yes} times yes to {power}, of {asked}: {what}"),
    ),
    "statement fails": (
        N_("Nobody signs: {what} of {power}"),
        N_("{power} finds no signature: {what}"),
    ),
    "declined": (
        N_("{state} says no to {power}: {what}"),
        N_("{power} is turned away in {state}: {what}"),
        N_("No, thank you: {state} declines {what} from {power}"),
        N_("{what}: {state} lets {power} wait"),
        N_("{state} has other plans than {power}: no to {what}"),
    ),
    "upset no": (
        N_("Against the odds, {state} says no to {power}: {what}"),
        N_("{power} counted on a yes, and {state} declines: {what}"),
        N_("A surprise in {state}: no to {what} from {power}"),
    ),
    "refused": (
        N_("{state} signs nothing of {power}: {what}"),
        N_("None of {asked}: {state} declines {what} from {power}"),
    ),
    "called off": (
        N_("{power} calls off: {what}, {state}"),
        N_("{state} waits in vain for {power}: {what}"),
    ),
    "alone": (
        N_("{power} asks nobody: {what}, {place}"),
        N_("{what}: {power} takes aim at {place}"),
    ),
    "words": (
        N_("{power} protests: {rival} goes too far"),
        N_("Sharp words from {power} for {rival}"),
        N_("{power} has noticed {rival}, and says so"),
        N_("{power} warns {rival}"),
    ),
    "counter-offer": (
        N_("{power} prepares a better offer to {place}"),
        N_("{power} will not be outbid in {place}"),
        N_("{place} may expect more from {power}"),
    ),
    "words alone": (N_("{power} raises its voice"), N_("{power} protests"), N_("Sharp words from {power}")),
    "counter-offer alone": (N_("{power} prepares a better offer"), N_("{power} will not be outbid")),
    "pressure": (
        N_("{power} presses {place}"),
        N_("{place} feels the weight of {power}"),
        N_("{power} tightens its hand on {place}"),
    ),
    "event": (N_("{event}"),),
    "event there": (N_("{event}: {places}"), N_("{places}: {event}")),
    "vote": (N_("{vote}: {yes} yes, {no} no, {others} neither"),),
    "landed": (
        N_("{power} delivers in {state}: {landed} this turn"),
        N_("{power} finishes a part of its works in {state}"),
        N_("Promised once, there now: works of {power} in {state}"),
        N_("{state} opens some of what {power} built"),
        N_("Slowly but there: works of {power} in {state}"),
    ),
    "stage": (
        N_("{corridor}: another stage is built"),
        N_("{corridor} grows by a stage"),
    ),
    "shut": (N_("{corridor} is shut"), N_("No way through: {corridor}")),
    "open": (N_("{corridor} opens again"), N_("Traffic returns: {corridor}")),
    "more cargo": (N_("More cargo takes this way: {corridor}"), N_("{corridor} carries more")),
    "less cargo": (N_("Less cargo takes this way: {corridor}"), N_("{corridor} carries less")),
    "lead": (
        N_("{power} overtakes {rival} in {state}: {domain}"),
        N_("{domain}: in {state}, {power} now stands before {rival}"),
    ),
    "leans more": (
        N_("{state} leans more on {power}"),
        N_("{power} weighs more in {state}"),
        N_("{state} and {power} move closer"),
    ),
    "leans less": (
        N_("{state} leans less on {power}"),
        N_("{power} weighs less in {state}"),
        N_("{state} gains room from {power}"),
    ),
    "tenser": (N_("The region grows uneasy"), N_("Tension rises"), N_("Nerves are on edge")),
    "calmer": (N_("The region grows calmer"), N_("Tension falls"), N_("Quieter words, quieter nights")),
    "move": (
        N_("{state} moves by itself: {what}"),
        N_("{what}: a move by {state}"),
        N_("{state} takes the initiative: {what}"),
    ),
    "courts": (
        N_("{state} turns to {power}: {what}"),
        N_("{state} seeks the favour of {power}"),
        N_("For {power}, a warm word from {state}"),
    ),
}  # fmt: skip

QUIET = (
    N_("Nothing was offered; the works go on"),
    N_("A quiet time: nobody asked, nobody signed"),
    N_("No signatures, no refusals"),
    N_("The diplomats stay at home"),
)

FIGURES: dict[str, str] = {
    "deal": N_("{signed} signed, {landed} landed so far; {reason} {amount}; chance of a yes {chance}"),
    "no money": N_("{reason} {amount}; chance of a yes {chance}"),
    "no": N_("{offered} offered; {reason} {amount}; chance of a yes {chance}"),
    "no luck": N_("the chance of a yes was {chance}; even so, the answer is no"),
    "several": N_("{signed} signed, {landed} landed so far; chance of a yes on average {chance}"),
    "several no money": N_("chance of a yes on average {chance}"),
    "called off": N_("{trust} of trust lost"),
    "alone": N_("{points} points of all scores moved"),
    "reaction": N_("provoked {provoked}; chance {chance}"),
    "event": N_("{points} points of all scores moved"),
    "event told": N_("{what} ({points} points of all scores moved)"),
    "vote": N_("affinity moved by {affinity} in all"),
    "landed": N_("{landed} landed this turn, {whole} since the start; {coming} still to come"),
    "stages": N_("{stages} stages, {tonnage} Mt a year"),
    "cargo": N_("{tonnage} Mt a year, {change}"),
    "lead": N_("{share} against {other}"),
    "dependence": N_("{weight} of its weight, {change} points"),
    "tension": N_("{tension}, {change}"),
    "move": N_("{points} points of its own score"),
    "quiet": N_("{signed} signed, {landed} landed"),
}
