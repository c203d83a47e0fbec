"""From a mechanism to the numbers of the scenario that it uses: one table each for terms, reactions, causes and levels.

A pattern is the path of a setting. `{names}` stand for ids of the game: what the term or cause is about, or all that
it may be about. `effects[kind]` is every effect of that kind, `*` every id that the section has; a pattern that ends
at a section means all its numbers. What rests on no number says so: chance is drawn, a decision was somebody's, a
clock only counts, a bound is the quantity's own, and what begins at nothing begins there.
"""

from collections.abc import Mapping

__all__ = ["BOUND", "CAUSES", "CHANCE", "CLOCK", "DECISION", "LEVELS", "NOTHING", "TERMS", "WEIGHTS"]

CHANCE, DECISION, CLOCK, BOUND, NOTHING = "@chance", "@decision", "@clock", "@bound", "@nothing"

Patterns = tuple[str, ...]

_SIZE = (
    "levers.{lever}.value", "actors.{state}.gdp", "rules.building.package_gdp", "rules.building.package_exponent",
    "rules.building.package_most", "lengths.{length}.package",
)  # fmt: skip
_WEIGHT = (*_SIZE, "rules.answers.value_scale")
_PLEDGED = (  # states look ahead: what is promised counts in the shares by which they judge
    "underway.*.{state}", "actors.*.delivery.completion", "domains.{domain}.depth", "actors.{state}.gdp",
    "rules.building.stages", "rules.building.split",
)  # fmt: skip
_NAMING = ("levers.{lever}.items.{item}.naming", "rules.answers.amend_above", "rules.answers.amend_naming")
_CLAUSES = ("levers.{levers}.items.*.naming", "rules.answers.amend_above", "rules.answers.amend_naming")
_DELIVERY = ("actors.{power}.delivery.rate", "rules.building.absorption", "rules.building.crowding")
_FINISHED = (*_DELIVERY, "actors.{power}.delivery.completion", "rules.building.luck", "underway.{power}.{state}")
_PROVOKED = (
    "rules.reactions.money", "rules.reactions.money_half", "rules.reactions.statement", "rules.reactions.named",
    "rules.reactions.tried", "levers.{levers}.provokes",
)  # fmt: skip
_FATIGUE = ("rules.moves.fatigue",)
_PRESSING = ("levers.{levers}.effects[pressure].level",)

TERMS: Mapping[str, Patterns] = {
    "base": ("levers.{lever}.base",),
    "benefit": (
        "rules.answers.benefit", "actors.{state}.needs.{domain}", "levers.{lever}.grant",
        "rules.answers.benefit_credit", "rules.answers.benefit_gift", "rules.answers.benefit_untrusted",
        "rules.ties.trust", *_WEIGHT,
    ),
    "affinity": ("rules.answers.affinity", "actors.{state}.affinity.{power}"),
    "balance": ("rules.answers.balance", "actors.{state}.hedging", "shares.{domain}.{state}", *_WEIGHT, *_PLEDGED),
    "saturation": (
        "rules.answers.saturation", "actors.{state}.hedging", "actors.{state}.ceilings.{domain}",
        "shares.{domain}.{state}", "levers.{lever}.effects[project].split", *_WEIGHT, *_PLEDGED,
    ),
    "network": ("domains.{domain}.network_weight", "shares.{network}.{state}", *_WEIGHT, *_PLEDGED),
    "exclusivity": (
        "rules.answers.exclusivity", "levers.{lever}.exclusive", "actors.{state}.hedging",
        "shares.{domain}.{state}", *_PLEDGED,
    ),
    "lock": ("rules.answers.lock", "rules.answers.lock_quarters"),
    "pressure": (
        "rules.answers.pressure", "rules.mood.solidarity", "rules.mood.pressure_keep", "actors.{state}.weights",
        "levers.{voices}.effects[voice].pressure",
    ),
    "backlash": (
        "domains.{domain}.backlash_weight", "rules.mood.backlash_keep", "domains.*.heavy_above", "domains.*.heavy_rate",
        *_WEIGHT,
    ),
    "repetition": ("rules.answers.repetition", "rules.answers.repetition_fade"),
    "favour": (
        "levers.{mine}.effects[favour].gain", "levers.{own}.effects[hosting].favour", "rules.moves.fatigue",
    ),
    "fit": ("levers.{lever}.items.{item}.fit", "levers.{lever}.items.{item}.fits.{state}"),
    "third party": (
        "rules.answers.third_party", *_NAMING, "rules.answers.third_party_floor", "actors.{state}.hedging",
        "rules.mood.tension", "rules.mood.grievance_relief", "actors.{state}.weights", "shares.*.{state}.{offended}",
        "levers.{voices}.effects[voice].third_party",
    ),
}  # fmt: skip
"""What the terms of an answer use, by their names."""

_PRESSED: Mapping[str, Patterns] = {
    "pressure": (),
    "affinity": ("rules.mood.pressure_ties",),
    "grievance": (BOUND,),
    "development": ("rules.mood.pressure_development",),
    "home": ("rules.mood.pressure_home",),
    "hedging": ("rules.mood.reactance",),
    "tension": ("rules.mood.pressure_tension",),
    "pipeline": ("rules.mood.pressure_lapse", "actors.{state}.weights"),
}

CAUSES: Mapping[tuple[str, str], Patterns] = {
    ("income", "purse"): ("actors.{power}.purse.income",),
    ("income", "capital"): ("actors.{power}.capital.income", "actors.{power}.capital.most", "lengths.{length}.slots"),
    ("income", "attention"): ("actors.{state}.capital.income", "actors.{state}.capital.most"),
    ("not carried over", "purse"): ("actors.{power}.purse.most", "actors.{power}.purse.income"),
    ("event", "*"): ("events.{event}",),
    ("order", "purse"): (
        "levers.{lever}.cost.share", "levers.{lever}.cost.fixed", "rules.building.price_exponent", *_SIZE,
    ),
    ("order", "capital"): ("levers.{lever}.cost.capital", "rules.building.capital_by_size"),
    ("called off", "trust"): ("rules.ties.trust_cancelled", "levers.{lever}.cancelled", CHANCE),
    ("own move", "attention"): ("levers.{own}.cost.capital",),
    ("own move", "home"): ("levers.{own}.effects[home].gain", *_FATIGUE),
    ("own move", "development"): ("levers.{own}.effects[development].gain", *_FATIGUE),
    ("own move", "tension"): ("levers.{own}.effects[tension].gain", *_FATIGUE),
    ("own move", "stages"): ("levers.{own}.effects[works].stages", "actors.*.builds.{corridor}", *_FATIGUE),
    ("courted", "affinity"): ("levers.{own}.effects[ties].gain", "rules.ties.scale", *_FATIGUE),
    ("slighted", "affinity"): ("levers.{own}.effects[slight]", *_FATIGUE),
    ("diversified", "stock"): ("levers.{own}.effects[diversify].stock", *_FATIGUE),
    ("diversified", "odds"): ("levers.{own}.effects[diversify].odds", *_FATIGUE),
    ("diversified", "affinity"): ("levers.{own}.effects[diversify].ties", *_FATIGUE),
    ("diversified", "pressure"): ("levers.{own}.effects[diversify].pressure", *_FATIGUE),
    ("diversified", "debt"): ("levers.{own}.effects[diversify].debt", *_FATIGUE),
    ("overruled the cabinet", "home"): ("rules.answers.overruled", "rules.answers.overruled_most", DECISION),
    ("overruled the cabinet on items", "home"): ("rules.answers.overruled", "rules.answers.overruled_most", DECISION),
    ("signed", "pipeline"): (
        *_SIZE, "levers.{lever}.effects[project].split", "levers.{own}.effects[tender]", "rules.answers.amended_value",
    ),
    ("signed", "signed"): (*_SIZE, "levers.{own}.effects[tender]", "rules.answers.amended_value"),
    ("signed", "debt"): ("levers.{lever}.grant", *_SIZE, "rules.answers.amended_value"),
    ("signed", "works"): (
        "levers.{lever}.effects[works].stages", "corridors.{corridor}.reach", "lengths.{length}.package",
    ),
    ("signed", "naming"): ("rules.answers.amend_above", "levers.{levers}.items.*.naming", DECISION),
    ("forgiven", "debt"): ("levers.{lever}.effects[relief].factor",),
    ("agreed", "affinity"): (
        "levers.{lever}.effects[ties].gain", "rules.ties.scale", "rules.answers.amended_ties",
        "actors.{state}.affinity.{power}",
    ),
    ("agreed", "odds"): ("levers.{lever}.effects[standing].gain.{user}", "lengths.{length}.package"),
    ("agreed", "stock"): ("levers.{lever}.effects[stock].factor",),
    ("agreed", "ground"): (DECISION,),
    ("agreed", "trust"): ("levers.{lever}.effects[trust].gain",),
    ("agreed", "completion"): ("levers.{lever}.effects[completion].gain",),
    ("agreed", "development"): ("levers.{lever}.effects[development].gain",),
    ("agreed", "home"): ("levers.{lever}.effects[home].gain",),
    ("agreed", "tension"): ("levers.{lever}.effects[tension].gain",),
    ("agreed", "headline"): ("levers.{lever}.headline", "actors.{state}.salience", "rules.answers.amended_headline"),
    ("agreed", "lock"): ("rules.answers.lock_quarters", "levers.{levers}.exclusive"),
    ("refused", "affinity"): ("rules.ties.refusal",),
    ("rival agreed", "affinity"): ("levers.{levers}.effects[ties].gain",),
    ("known everywhere", "affinity"): ("levers.{levers}.effects[ties].gain", "actors.*.salience"),
    ("rival known everywhere", "affinity"): ("levers.{levers}.effects[ties].gain", "actors.*.salience"),
    ("soothed", "backlash"): ("levers.{lever}.effects[calm].factor",),
    ("hosted", "affinity"): ("levers.{own}.effects[hosting].ties", "levers.{own}.effects[hosting].alone", *_FATIGUE),
    ("hosted", "home"): ("levers.{own}.effects[hosting].home", "levers.{own}.effects[hosting].alone", *_FATIGUE),
    ("clauses signed", "tension"): ("rules.mood.tension_signed", *_CLAUSES),
    ("clauses put", "tension"): ("rules.mood.tension_tried", *_CLAUSES),
    ("named", "affinity"): ("rules.ties.named", *_CLAUSES),
    ("spoken against", "affinity"): ("levers.{levers}.effects[ties].gain",),
    ("spoke", "headline"): ("levers.{levers}.headline",),
    **{("pressed", field): (*_PRESSING, *used) for field, used in _PRESSED.items()},
    **{("reaction", field): (*used, "rules.reactions.pressure", CHANCE) for field, used in _PRESSED.items()},
    ("reaction", "affinity"): ("rules.reactions.words_ties", *_PRESSED["affinity"], *_PROVOKED, CHANCE),
    ("reaction", "tension"): ("rules.reactions.words_tension", *_PRESSED["tension"], *_PROVOKED, CHANCE),
    ("fades", "pressure"): ("rules.mood.pressure_keep",),
    ("fades", "backlash"): ("rules.mood.backlash_keep",),
    ("fades", "grievance"): ("rules.mood.grievance_keep",),
    ("fades", "hedging"): ("rules.mood.reactance_quarters",),
    ("building", "pipeline"): _DELIVERY,
    ("building", "works"): ("actors.{power}.delivery.rate",),
    ("delivered", "stock"): _FINISHED,
    ("delivered", "delivered"): _FINISHED,
    ("delivered", "development"): (
        "rules.building.development", "rules.building.development_floor", "actors.{state}.gdp", "actors.{state}.needs",
        "actors.*.delivery.rate", "actors.*.delivery.completion", "rules.building.luck",
    ),
    ("debt service", "development"): ("rules.building.debt_service", "actors.{state}.gdp", "actors.{state}.debt"),
    ("built", "stages"): ("actors.*.delivery.rate", "actors.*.delivery.completion", "corridors.{corridor}.stages"),
    ("wear", "stock"): (
        "domains.{domain}.wear", "domains.{domain}.depth", "actors.{state}.gdp", "shares.{domain}.{state}",
    ),
    ("follows works", "odds"): ("domains.{domain}.follow_rate", "shares.{followed}.{state}.{power}"),
    ("return", "odds"): ("domains.{domain}.wear", "shares.{domain}.{state}.{power}"),
    ("return", "affinity"): ("rules.ties.keep", "actors.{state}.affinity.{power}"),
    ("return", "tension"): ("rules.mood.tension", "rules.mood.tension_keep"),
    ("return", "home"): ("actors.{state}.home", "rules.moves.home_keep"),
    ("chance", "odds"): ("domains.{domain}.drift", CHANCE),
    ("peers", "affinity"): ("rules.ties.keep", "rules.ties.peers", "actors.*.affinity.{power}"),
    ("record of delivery", "trust"): ("rules.ties.trust_rate", "actors.{power}.delivery.completion"),
    ("weight", "backlash"): ("domains.*.heavy_above", "domains.*.heavy_rate", "shares.*.{state}.{power}"),
    ("runs out", "lock"): (CLOCK, "rules.answers.lock_quarters"),
    ("runs out", "halted"): (CLOCK, "events.*.effects[halt].quarters"),
    ("cargo moves", "tonnage"): ("rules.shipping", "corridors.{corridor}"),
    ("transit", "development"): ("corridors.*.transit.{state}", "corridors.*.tonnage"),
    ("vote", "affinity"): ("rules.voting", "votes.{vote}", "actors.{state}.absent", CHANCE),
    ("vote", "opposed"): ("rules.voting", "votes.{vote}", "actors.{state}.absent", CHANCE),
    ("limit", "completion"): ("rules.building.completion_most",),
    ("limit", "stages"): ("corridors.{corridor}.stages",),
    ("limit", "*"): (BOUND,),
}  # fmt: skip
"""What the causes of a change use, by cause and the field of the state that it adds to; `*` is any field."""

LEVELS: Mapping[str, Patterns] = {
    "purse": ("actors.{power}.purse.start",),
    "capital": ("actors.{power}.capital.start",),
    "attention": ("actors.{state}.capital.start",),
    "stock": ("shares.{domain}.{state}", "domains.{domain}.depth", "actors.{state}.gdp"),
    "odds": ("shares.{domain}.{state}",),
    "pipeline": ("underway.{power}.{state}", "rules.building.stages", "rules.building.split"),
    "affinity": ("actors.{state}.affinity.{power}",),
    "trust": ("rules.ties.trust",),
    "debt": ("actors.{state}.debt.{power}",),
    "home": ("actors.{state}.home",),
    "hedging": ("actors.{state}.hedging",),
    "tension": ("rules.mood.tension",),
    "tonnage": ("corridors.{corridor}.tonnage",),
    "share": ("shares.{domain}.{state}",),
    "pledged share": ("shares.{domain}.{state}", "underway.*.{state}"),
    "dependence": ("actors.{state}.weights", "shares.*.{state}"),
    "pledged dependence": ("actors.{state}.weights", "shares.*.{state}", "underway.*.{state}"),
    "partners": ("actors.{state}.weights", "shares.*.{state}"),
    "pledged partners": ("actors.{state}.weights", "shares.*.{state}", "underway.*.{state}"),
    "score": ("actors.{seat}.scale", "actors.{seat}.objectives"),
    "objective": ("actors.{seat}.objectives.{objective}",),
    "reached": ("actors.{seat}.objectives.{objective}",),
    **dict.fromkeys(
        ("backlash", "pressure", "grievance", "completion", "lock", "development", "headline", "signed", "delivered",
         "ground", "naming", "opposed", "stages", "works", "halted"),
        (NOTHING,),
    ),
}  # fmt: skip
"""Where a quantity stands at the start; those that begin at nothing only count."""

WEIGHTS: Mapping[str, Patterns] = {
    name: LEVELS[name] if name in ("score", "objective", "reached") else ("actors.{state}.weights",)
    for name in (
        "score", "objective", "reached", "dependence", "pledged dependence", "partners", "pledged partners",
    )
}  # fmt: skip
"""What a computed quantity uses itself, whatever moves it."""
