"""The coefficients of the model: every number that a rule uses, with its meaning.

`docs/model.md` has the equations. A coefficient is a number like any other: it
says whether it is evidence, data or an assumption, and a variant may change it.
"""

from dataclasses import dataclass

from game.model.fields import Number, Reference, entries, many, number, part, whole


@dataclass(frozen=True)
class Answers:
    """How a state weighs an offer: the coefficients of the named terms, and of the choice between answers."""

    benefit: float = number("what the offer brings, times need and size", low=0, high=10)
    benefit_untrusted: float = number("the part of the benefit that counts without any trust", low=0, high=1)
    benefit_credit: float = number("the part of the benefit that counts when all of it is a loan", low=0, high=1)
    benefit_gift: float = number("added to that part when all of it is a gift", low=0, high=1)
    value_scale: float = number("the share of GDP at which an offer's size begins to count less", low=0.0001, high=1)
    affinity: float = number("the elite's leaning", low=0, high=10)
    balance: float = number("the wish for many partners (Hirschman)", low=0, high=20)
    saturation: float = number("resistance above the ceiling", low=0, high=50)
    exclusivity: float = number("dislike of being shut in", low=0, high=50)
    lock: float = number("what a rival's exclusive contract takes from an offer", low=0, high=20)
    lock_quarters: int = whole("how long such a contract binds", low=1, high=40)
    third_party: float = number("the cost of offending the one who is named", low=0, high=50)
    third_party_floor: float = number("how much even a power without weight can be offended", low=0, high=2)
    pressure: float = number("fear of the power that presses", low=0, high=20)
    repetition: float = number("weariness of the same offer again", low=0, high=10)
    repetition_fade: float = number("what remains of that weariness a quarter later", low=0, high=1)
    refusal_fade: float = number("what remains of the memory of a refusal a quarter later", low=0, high=1, default=0.6)
    sharpness: float = number("how surely the better answer is chosen (0 is chance)", low=0, high=20)
    amend_cost: float = number("the trouble of amending", low=0, high=5)
    amend_naming: float = number("how far an amended clause still names", low=0, high=1)
    amend_above: float = number("clauses that name more than this can be amended", low=0, high=1)
    amended_value: float = number("what an amended offer is still worth", low=0, high=1)
    amended_headline: float = number("how much news it still makes", low=0, high=1)
    amended_ties: float = number("how much goodwill it still brings", low=0, high=1)
    overruled: float = number("support at home lost for each unit of utility that a seat gives up", low=0, high=1)
    overruled_most: float = number("the most utility that counts", low=0, high=100)


@dataclass(frozen=True)
class Leanings:
    """How affinity and trust move."""

    scale: float = number("the effect of a gain on an elite without any leaning", low=0, high=10)
    keep: float = number("what remains of a leaning each quarter, apart from peers and anchor", low=0, high=1)
    peers: float = number("the part of a leaning that goes toward the other states' mean", low=0, high=1)
    refusal: float = number("lost by a refused offer", low=0, high=1)
    named: float = number("lost with a power whose naming is signed", low=0, high=1)
    trust: float = number("trust in delivery at the start", low=0, high=1)
    trust_rate: float = number("how fast trust follows what is finished, a quarter", low=0, high=1)
    trust_cancelled: float = number("lost when a journey is called off", low=0, high=1)


@dataclass(frozen=True)
class Mood:
    """How tension, backlash and pressure come and go."""

    tension: float = number("the region's tension at rest", low=0, high=1)
    tension_keep: float = number("what remains of more tension a quarter later", low=0, high=1)
    tension_signed: float = number("added by a signed clause, times its naming squared", low=0, high=1)
    tension_tried: float = number("added by putting a clause that names", low=0, high=1)
    backlash_keep: float = number("what remains of a backlash a quarter later", low=0, high=1)
    pressure_keep: float = number("what remains of pressure a quarter later", low=0, high=1)
    pressure_ties: float = number("affinity that pressing costs", low=0, high=1)
    pressure_development: float = number("development that the pressed state loses", low=0, high=10)
    pressure_home: float = number("support at home that it loses", low=0, high=1)
    pressure_tension: float = number("tension that pressing adds", low=0, high=1)
    pressure_lapse: float = number(
        "the part of rivals' early works that lapses, times the presser's weight", low=0, high=1
    )
    reactance: float = number("hedging that pressing adds", low=0, high=2)
    reactance_quarters: float = number(
        "how slowly it fades: one part in so many each quarter", unit="quarters", low=1, high=40
    )
    grievance_keep: float = number("what remains of anger a quarter later", low=0, high=1)
    grievance_relief: float = number("the part of the cost of naming that anger takes away", low=0, high=1)
    solidarity: float = number(
        "the part of its weight that pressure loses when a power presses several states at once", low=0, high=1
    )


@dataclass(frozen=True)
class Building:
    """How promises turn into stocks, debts and development."""

    absorption: float = number("undelivered works over GDP that a state can carry without delay", low=0.001, high=10)
    crowding: float = number("how much more load slows everything", low=0, high=20)
    luck: float = number("the spread of what is delivered, as a standard deviation", low=0, high=0.5)
    completion_most: float = number("the most by which completion can be raised", low=0, high=1)
    debt_service: float = number("development lost in a quarter by a debt as large as GDP", low=0, high=10)
    development: float = number(
        "development gained by deliveries worth one percent of GDP, times need", low=0, high=100
    )
    development_floor: float = number(
        "added to a state's GDP in that ratio, so that small hosts are not flooded",
        unit="bn USD",
        low=0,
        high=1000,
    )
    stages: tuple[float, ...] = many(
        "how projects under way at the start are spread over the three stages",
        Number("a part", low=0, high=1),
        least=3,
        most=3,
    )
    split: dict[str, float] = entries(
        "how they are spread over the stock domains",
        Number("a part", low=0, high=1),
        keys=Reference("a stock domain", ("domains",)),
    )
    package_gdp: float = number("the GDP at which a package has size 1", unit="bn USD", low=0.1, high=100000)
    package_exponent: float = number("how fast packages grow with GDP", low=0, high=2)
    package_most: float = number("the largest package", low=0.1, high=100)
    price_exponent: float = number(
        "how fast the price of an order grows with its size; at 1 in proportion", low=0.5, high=4, default=1.0
    )
    capital_by_size: float = number(
        "the part of its political capital that an order takes in proportion to its size; the rest is the same for all",
        low=0,
        high=1,
        default=0.0,
    )


@dataclass(frozen=True)
class Reactions:
    """How a provoked power answers: nothing, words, a better offer, or pressure."""

    money: float = number("provocation by value, times the power's own share", low=0, high=10)
    money_half: float = number("the value at which half of that is reached", unit="bn USD", low=0.001, high=100)
    statement: float = number("provocation by a signed statement", low=0, high=10)
    named: float = number("provocation by a signed clause, times its naming squared", low=0, high=10)
    tried: float = number("provocation by putting a clause, times its naming squared", low=0, high=10)
    words: float = number("readiness for words without provocation", low=-20, high=20)
    words_slope: float = number("readiness for words, per unit of provocation", low=0, high=50)
    counter: float = number("readiness for a counter-offer without provocation", low=-20, high=20)
    counter_slope: float = number("the same, per unit of provocation", low=0, high=50)
    pressure: float = number("readiness to press without provocation", low=-20, high=20)
    pressure_slope: float = number("the same, per unit of provocation", low=0, high=50)
    pressure_floor: float = number("added to the presser's weight in the state", low=0, high=2)
    words_tension: float = number("tension that words add", low=0, high=1)
    words_ties: float = number("affinity that words cost the one spoken against, in every state", low=0, high=1)
    counter_discount: float = number("the part of the money that a countering power saves next turn", low=0, high=1)
    counter_bonus: float = number("the part by which its packages grow next turn", low=0, high=2)


@dataclass(frozen=True)
class Moves:
    """The states' own moves."""

    fatigue: float = number(
        "what remains of the memory of a move a quarter later; a move has effect over one plus it",
        low=0,
        high=1,
    )
    home_keep: float = number("what remains of a change in support at home a quarter later", low=0, high=1)


@dataclass(frozen=True)
class Shipping:
    """How cargo chooses its corridor."""

    market: float = number("cargo that could go either way", unit="Mt/year", low=0, high=10000)
    adjustment: float = number("how fast cargo moves to the better corridor, a quarter", low=0, high=1)
    sensitivity: float = number("log-odds per dollar of cost for a box", low=0, high=1)
    value_of_time: float = number("what a day is worth for a box", unit="USD/FEU", low=0, high=10000)
    congestion: float = number("how much more time a full corridor takes", low=0, high=10)


@dataclass(frozen=True)
class Voting:
    """How states vote."""

    no_below: float = number("weighted wish below which a state votes no", low=-5, high=5)
    yes_above: float = number("weighted wish above which it votes yes", low=-5, high=5)
    width: float = number("how blurred these points are", low=0.001, high=5)
    ties: float = number("affinity won or lost with each power by the vote", low=0, high=1)


@dataclass(frozen=True)
class Rules:
    """The coefficients of the model."""

    answers: Answers = part("how an offer is weighed and answered", Answers)
    ties: Leanings = part("how affinity and trust move", Leanings)
    mood: Mood = part("how tension, backlash and pressure come and go", Mood)
    building: Building = part("how promises become works", Building)
    reactions: Reactions = part("how provoked powers answer", Reactions)
    moves: Moves = part("the states' own moves", Moves)
    shipping: Shipping = part("how cargo chooses", Shipping)
    voting: Voting = part("how states vote", Voting)
