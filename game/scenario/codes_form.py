"""Codes of what is badly written: files, YAML, settings, values, numbers, quotes, variants."""

from game.scenario.code import Code

__all__ = ["FORM"]

FILES = {
    "FIL01": Code(
        "the file cannot be opened",
        "The file does not exist, is a folder, or may not be read by you.",
        "wedge check scenarios/central_asia.yaml",
        "wedge check scenarios/central-asia-2024.yaml",
    ),
    "FIL02": Code(
        "the file is too large",
        "A scenario may have 1 MB. The largest shipped one has a tenth of that.",
        "a file of 5 MB",
        "a file of 100 KB",
    ),
    "FIL03": Code(
        "the file is not text in UTF-8",
        "Scenarios are text files in the encoding UTF-8. Every editor can save as UTF-8.",
        "a picture, or a text saved in another encoding such as Windows-1252",
        "the same text saved as UTF-8",
    ),
    "FIL04": Code(
        "the file holds no settings",
        "The file is empty, holds only comments, or holds something else than settings.",
        "# nothing yet",
        "format: 1\nid: my-first-contest",
    ),
}

YAML = {
    "YML01": Code(
        "the file is not correct YAML",
        "The punctuation or the indentation does not fit together. Settings of one section stand under each "
        "other, two spaces further in than the name of the section.",
        "turns: {count: 12, first: 2024-Q3",
        "turns: {count: 12, first: 2024-Q3}",
    ),
    "YML02": Code(
        "the file is nested too deeply",
        "Lists and settings may lie 32 deep. No scenario needs more; hostile files do it to break programs.",
        "a: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        "a: [1]",
    ),
    "YML03": Code(
        "the file holds too many values",
        "A scenario may hold 50,000 values, repeated blocks (*name) counted each time they are used.",
        "a: [1, 1, 1, and 60,000 more]",
        "a: [1, 1, 1]",
    ),
    "YML04": Code(
        "a repeated block is used wrongly",
        "`*name` repeats the block that was marked `&name` earlier in the file. The name must exist, the "
        "block cannot hold itself, and 500 repeats are the most.",
        "trade: *typical\nfinance: &typical {japan: 1 %}",
        "trade: &typical {japan: 1 %}\nfinance: *typical",
    ),
    "YML05": Code(
        "tags are not allowed",
        "A tag (`!name`) asks a YAML reader to build something special. Scenarios hold plain values only.",
        "count: !!int 12",
        "count: 12",
    ),
    "YML06": Code(
        "a file holds one scenario only",
        "A line `---` begins a second document. Put a second scenario into a second file.",
        "id: first\n---\nid: second",
        "id: first",
    ),
    "YML07": Code(
        "a character that cannot be seen",
        "No-break spaces, byte-order marks and control characters look like nothing or like a space, and "
        "make two equal looking words different. They often come along when text is copied from a web page.",
        "ti<U+200B>tle: The gulf",
        "title: The gulf",
    ),
    "YML08": Code(
        "a tab stands in the indentation",
        "YAML forbids tabs there, because editors show them in different widths. Use spaces.",
        "turns:\n\tcount: 12    (a tab)",
        "turns:\n  count: 12",
    ),
    "YML09": Code(
        "the name of a setting is not a word",
        "To the left of a colon stands a single word, not a list or a block.",
        "[japan, china]: 12",
        "japan: 12\nchina: 12",
    ),
    "YML10": Code(
        "`<<` is used wrongly",
        "`<<: *name` takes over the settings of a block marked `&name`. It needs settings, not a list or text.",
        "kazakhstan: {<<: japan, name: Kazakhstan}",
        "kyrgyzstan: &small {kind: state, hedging: 1}\ntajikistan: {<<: *small, name: Tajikistan}",
    ),
}

SETTINGS = {
    "KEY01": Code(
        "a setting is missing",
        "The section needs this setting; it has no default.",
        "japan: {kind: power}",
        "japan: {kind: power, name: Japan}",
    ),
    "KEY02": Code(
        "there is no such setting",
        "An unknown setting is an error, because a misspelt one would otherwise do nothing, silently.",
        "turns: {cuont: 12}",
        "turns: {count: 12}",
    ),
    "KEY03": Code(
        "the same setting or id stands twice",
        "Of two settings most YAML readers silently keep the last one. Keep one, or give the second another name. In a "
        "list of ids nothing counts twice.",
        "actors:\n  japan: {kind: power}\n  japan: {kind: state}",
        "actors:\n  japan: {kind: power}\n  mongolia: {kind: state}",
    ),
    "KEY04": Code(
        "a setting has no value",
        "Nothing stands to the right of the colon. Give a value, or leave the setting out to get its default.",
        "title:",
        "title: The gulf",
    ),
    "IDS01": Code(
        "an id has a wrong form",
        "Ids have lower-case letters, digits, `_` and `-`, and begin with a letter, so that they can be "
        "written anywhere without quotes. What people read stands in `name`.",
        "actors: {North Korea: {kind: power}}",
        "actors: {north_korea: {kind: power, name: North Korea}}",
    ),
    "IDS02": Code(
        "a reserved word is used as an id",
        "`basis` says what the numbers around it rest on, `remove` deletes in a variant, and `kind` tells "
        "sections apart. Choose another id.",
        "actors: {remove: {kind: power}}",
        "actors: {removal_company: {kind: power}}",
    ),
}

VALUES = {
    "TYP01": Code(
        "a value of another kind is expected",
        "A list, a text or settings are needed here, and something else was found.",
        "by: japan",
        "by: [japan]",
    ),
    "TYP02": Code(
        "a number is expected",
        "The value cannot be read as a number with a unit.",
        "hedging: strong",
        "hedging: 1.2",
    ),
    "TYP03": Code(
        "a number that readers understand differently",
        "`010` is 8 to some YAML readers, `1:30` is 90, `1_000` is a text to others. Write numbers with "
        "digits, one point, and perhaps an exponent: 10, 0.5, 1e3.",
        "capital: 010",
        "capital: 10",
    ),
    "TYP04": Code(
        "a word that some YAML readers take for yes or no",
        "NO, yes, on, off and their kin are truth values to many YAML readers. Where a word is meant, "
        "write it in quotes, then everybody reads the same.",
        "iso: NO",
        'iso: "NO"',
    ),
    "TYP05": Code(
        "true or false is expected",
        "Only `true` and `false`, in lower case and without quotes, are accepted for yes and no.",
        "needs_consent: yes",
        "needs_consent: true",
    ),
    "TYP06": Code(
        "this word is not among the choices",
        "Only the listed words are possible here.",
        "length: quarterly",
        "length: quarter",
    ),
    "TYP07": Code(
        "there is no such kind",
        "The section comes in several kinds, told apart by `kind`.",
        "japan: {kind: powr, name: Japan}",
        "japan: {kind: power, name: Japan}",
    ),
    "VAL01": Code(
        "the number is out of range",
        "The number is smaller or larger than anything sensible here.",
        "share: 140 %",
        "share: 40 %",
    ),
    "VAL02": Code(
        "a whole number is expected",
        "Half a turn cannot be played.",
        "count: 12.5",
        "count: 12",
    ),
    "VAL03": Code(
        "the list has too few or too many entries",
        "The section says how many it needs at least and can have at most.",
        "objectives: []",
        "objectives: [ground]",
    ),
    "VAL04": Code(
        "the text is empty, too long or goes over several lines",
        "Names and sentences are shown on screens and must fit there; names and titles are one line.",
        'title: ""',
        "title: The gulf",
    ),
    "VAL05": Code(
        "the settings of a section contradict each other",
        "Each setting is possible alone, but not together.",
        "{first: 12, last: 3}",
        "{first: 3, last: 12}",
    ),
    "REF01": Code(
        "no entry has this id",
        "The word must be the id of an entry that the scenario defines elsewhere.",
        "by: [japn]",
        "by: [japan]",
    ),
}

NUMBERS = {
    "UNI01": Code(
        "the number needs a unit",
        "With its unit a number can be checked and converted.",
        "gdp: 261.4",
        "gdp: 261.4 bn USD",
    ),
    "UNI02": Code(
        "the unit does not fit",
        "The value must be written in the expected unit, or in one that can be converted into it.",
        "gdp: 261.4 days",
        "gdp: 261.4 bn USD",
    ),
    "UNI03": Code(
        "the currency is not defined",
        "Amounts are counted in USD. Another currency needs its value in USD in the section `currencies`.",
        "budget: 300 bn JPY",
        "currencies:\n  JPY: {value: 0.0068 USD, data: {source: boj-2024}}",
    ),
    "BAS01": Code(
        "the number rests on nothing",
        "Players may doubt every number, so every number says what it rests on: `evidence` (a source and its "
        "words), `data` (a source) or `assumption` (a reason). `basis` says it for all numbers of a section.",
        "gdp: 261.4 bn USD",
        "gdp: {value: 261.4 bn USD, data: {source: wb-gdp}}\n"
        "basis: {assumption: our own estimate}   # or so, for the whole section",
    ),
    "BAS02": Code(
        "what the number rests on is not said clearly",
        "Exactly one of `evidence: {source, quote}`, `data: {source, note}` and `assumption: reason`.",
        "gdp: {value: 261.4 bn USD, data: wb-gdp, assumption: a guess}",
        "gdp: {value: 261.4 bn USD, data: {source: wb-gdp}}",
    ),
}

EVIDENCE = {
    "EVI01": Code(
        "the quoted words do not stand in the source",
        "Every quote is looked up in the file of its source. Line breaks, double spaces and the form of the "
        "quotation marks do not matter, everything else does.",
        "quote: a guarantee of 300 billion yen",
        "quote: guarantee mechanism of 300 billion yen",
    ),
    "EVI02": Code(
        "the source's file is not there",
        "Without the file its quotes cannot be looked up; the game is played all the same.",
        "sources: {gt-0806: {file: seeds/lost.txt}}",
        "sources: {gt-0806: {file: seeds/000_5517c40c005a9620.txt}}",
        severity="warning",
    ),
    "EVI03": Code(
        "the source lies outside the allowed folders",
        "A source's file lies in the folder of the scenario or in the shipped seeds; nothing else is read.",
        "file: ../../notes.txt",
        "file: notes.txt",
    ),
    "EVI04": Code(
        "the source cannot be read",
        "Sources are text files in UTF-8 of 2 MB at most.",
        "file: photo.jpg",
        "file: article.txt",
    ),
    "EVI05": Code(
        "the source of a quote has no file",
        "Quotes are checked against a file. A source without a file can carry data, but no quotes.",
        "sources: {talk: {title: A talk}}\n... evidence: {source: talk, quote: we agreed}",
        "sources: {talk: {title: A talk, file: talk.txt}}",
        severity="warning",
    ),
    "EVI06": Code(
        "the event does not say what it is modelled on",
        "Players read of an event whether the like has happened or whether it is invented.",
        "flood: {chance: 5 %}",
        "flood: {chance: 5 %, hypothetical: true}",
        severity="warning",
    ),
}

VARIANTS = {
    "EXT01": Code(
        "the base of a variant cannot be used",
        "`extends` names a scenario file in the same folder.",
        "extends: ../other/base.yaml",
        "extends: base.yaml",
    ),
    "EXT02": Code(
        "variants extend each other in a circle",
        "A file cannot be its own base, directly or through others.",
        "# in a.yaml\nextends: b.yaml\n# in b.yaml\nextends: a.yaml",
        "# in a.yaml\nextends: b.yaml",
    ),
    "EXT03": Code(
        "too many variants upon each other",
        "A base may have a base, four deep. More is impossible to follow.",
        "a extends b extends c extends d extends e extends f",
        "a extends b",
    ),
    "EXT04": Code(
        "there is nothing to remove",
        "`remove` deletes what the base has under this name, and the base has nothing there.",
        "extends: base.yaml\nactors: {mongolai: remove}",
        "extends: base.yaml\nactors: {mongolia: remove}",
    ),
    "SET01": Code(
        "a change on the command line is not complete",
        "Write the setting, an equals sign and the value.",
        "--set actors.japan.budget",
        '--set "actors.japan.budget=0.7 bn USD/turn"',
    ),
    "SET02": Code(
        "a change on the command line names no setting",
        "Only settings that the scenario has, or may have, can be changed.",
        "--set actors.japn.budget=1",
        "--set actors.japan.budget=1",
    ),
}

FORM: dict[str, Code] = {**FILES, **YAML, **SETTINGS, **VALUES, **NUMBERS, **EVIDENCE, **VARIANTS}
