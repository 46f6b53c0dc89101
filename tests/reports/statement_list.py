"""For each statement of the seed page: a case in which it is printed, and one without it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from reports.management.rules import load_rules


@dataclass(frozen=True)
class Said:
    """Two names of `statement_cases.CASES`; SR-33, the disclaimer, is absent from none."""

    appears_in: str
    absent_from: str = ""


NEVER_PRINTED = ("SR-36",)
"""Its condition is `never`: the seed page's own advertisement of further reading."""

XLSA, NOT_ANAEMIC = "man with XLSA", "man with XLSA, not anaemic"
RECESSIVE = "child with SLC25A38"

SAID = {
    "SR-01": Said(XLSA, NOT_ANAEMIC),
    "SR-02": Said(XLSA, "boy with XLSA"),
    "SR-03": Said(XLSA, "boy with XLSA"),
    "SR-04": Said(XLSA, "man with XLSA, vitamin B6 helps"),
    "SR-05": Said(XLSA, NOT_ANAEMIC),
    "SR-06": Said(RECESSIVE, XLSA),
    "SR-07": Said(RECESSIVE, "child with SLC25A38, mild"),
    "SR-08": Said(RECESSIVE, "child with SLC25A38, mild"),
    "SR-09": Said("STEAP3", XLSA),
    "SR-10": Said("STEAP3, transfused", "STEAP3"),
    "SR-11": Said("boy with ABCB7", XLSA),
    "SR-12": Said(XLSA, "man with XLSA, transfused"),
    "SR-13": Said(XLSA, "man with XLSA, transfused"),
    "SR-14": Said(XLSA, "boy with XLSA"),
    "SR-15": Said(XLSA, NOT_ANAEMIC),
    "SR-16": Said(XLSA, "man with XLSA, no value entered"),
    "SR-17": Said(XLSA, "man with XLSA, no value entered"),
    "SR-18": Said("MDS-RS", XLSA),
    "SR-19": Said("MDS-RS, transfused", "MDS-RS"),
    "SR-20": Said("man with XLSA, severe", XLSA),
    "SR-21": Said("man with XLSA, annex on", XLSA),
    "SR-22": Said("man with XLSA, drinks", XLSA),
    "SR-23": Said(XLSA, NOT_ANAEMIC),
    "SR-24": Said("nothing found", "nothing found, ALAS2 read"),
    "SR-25": Said(XLSA, RECESSIVE),
    "SR-26": Said("infant, nothing found, severe", "nothing found"),
    "SR-27": Said(XLSA, "stopped"),
    "SR-28": Said(XLSA, "MDS-RS"),
    "SR-29": Said(XLSA, "man with protoporphyria"),
    "SR-30": Said(XLSA, "man with XLSA, no value entered"),
    "SR-31": Said(XLSA, "man with protoporphyria"),
    "SR-32": Said(XLSA, "stopped"),
    "SR-33": Said(XLSA),
    "SR-34": Said(XLSA, "stopped"),
    "SR-35": Said(XLSA, "stopped"),
}

HEAD = """# The statements of the seed page

Every statement that the project started from, the rule that carries it, where it is printed, and
the tests that it appears and that it does not. Made from the rule files and from the table of
`tests/reports/statement_list.py` by running that file; `tests/reports/test_statements.py` holds
this page, and each line of it, true. Conditions and sources stand in [rules.md](rules.md), the
wording in `reports/management/rules/seed.toml`.

The tests are `test_it_appears_in_its_words_with_its_id_at_every_place[ID]` and
`test_it_does_not_appear_where_its_condition_does_not_hold[ID]`, over whole cases named in the
last two columns (`tests/reports/statement_cases.py`). The truth of each condition is tested apart,
value by value, in `tests/reports/management/truth_tables.py`.

| rule | statement | printed in | appears: case | does not appear: case |
|---|---|---|---|---|
"""


def statements_page() -> str:
    """Return the page docs/statements.md."""
    rules = [rule for rule in load_rules().rules if rule.id.startswith("SR-")]
    return HEAD + "".join(f"{_row(rule.id, rule.title, rule.places)}\n" for rule in rules)


def _row(rule: str, title: str, places: tuple[str, ...]) -> str:
    said = SAID.get(rule, Said("none: it is never printed", "every case"))
    where = ", ".join(places).replace("_", " ") or "nowhere"
    cells = (
        rule,
        title,
        where,
        said.appears_in,
        said.absent_from or "none: it closes each document",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(statements_page())
