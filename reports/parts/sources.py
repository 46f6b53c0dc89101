"""The sources of a document: numbered, with date, how sure we are, and what rests on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from genetics.phrases import marked, say
from reports.management.rules import CERTAINTY_WORDS
from reports.management.statements import Statement, Statements
from reports.views import SourceRow, SourcesPart

STRENGTHS = marked(
    "Strength: A guideline consensus on case series; B guideline or expert, little data; "
    "C case reports; D seed page only; M about the page itself. Safety rules (SA) carry no grade."
)
PLAIN_STRENGTHS = marked(
    "The number in brackets after a point leads to its source in this list. “Seed page” means the "
    "web page that we began with."
)
UNDATED = ("", "no date stated")
WRITTEN_DOWN = marked("22 November 2026")
"""The day of the knowledge base of the project that own sentences rest on."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source of a sentence that no rule prints: text, date, and how sure we are of it.

    Text and date are phrases, said when the source is numbered; a year alone stands as it is.
    """

    text: str
    dated: str
    certainty: str


ONE_IN_THREE = Source(
    marked(
        "About one in three people have no cause found so far: Ducamp & Fleming, Blood 2019;133:59"
    ),
    "2019",
    "C",
)
DIFFERENCES = Source(
    marked(
        "How much people with one variant differ, men with almost no signs: Cazzola et al., "
        "Blood 2002;100:4236"
    ),
    "2002",
    "C",
)
WOMEN = Source(
    marked(
        "Women with one variant copy can be affected, also late: doi 10.1111/bjh.14164 (abstract)"
    ),
    "2016",
    "C",
)
IRON_WITHOUT_ANAEMIA = Source(
    marked(
        "Iron loading, also without anaemia: Donker et al., Blood 2014;123:3873–86 (thesis pp. "
        "108, 216)"
    ),
    "2014",
    "C",
)
UNBORN = Source(
    marked("Anaemia of an unborn child: Nzelu et al. 2021, doi 10.1186/s12920-021-01146-z"),
    "2021",
    "C",
)
MOSAICISM = Source(
    marked(
        "Germline mosaicism: no rate is published for this condition; the figure used is "
        "an assumption"
    ),
    "no date stated",
    "E",
)
MINORS = Source(
    marked(
        "Tests in minors: AAP/ACMG, Pediatrics 2013;131:620 (summary); PMID 26563495; boys at risk "
        "of ALAS2-related anaemia from infancy: expert opinion of the project"
    ),
    "2013",
    "C E",
)
REPRODUCTION = Source(
    marked(
        "Prenatal and embryo tests only with a known familial variant and a mother known to carry "
        "it: knowledge base of the project, section 4.4"
    ),
    WRITTEN_DOWN,
    "E",
)
RECESSIVE = Source(
    marked(
        "Two changed copies, parents without anaemia: richtlijnendatabase.nl, SLC25A38 module; "
        "chances: knowledge base of the project, sections 4.0 to 4.8"
    ),
    WRITTEN_DOWN,
    "C E",
)
RELATIVES = Source(
    marked(
        "Reasons, order and chances of the relatives table: laws of inheritance; knowledge base "
        "of the project, sections 4.0 to 4.7"
    ),
    WRITTEN_DOWN,
    "E",
)


class Numbering:
    """Numbers sources in the order in which a document uses them."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str], list[str]] = {}

    def of_statement(self, statement: Statement) -> int:
        """Return the number of a statement's source, noting the rule that rests on it."""
        key = (say(statement.source), date_in_words(statement.dated), statement.certainty)
        return self._number(key, _graded(statement))

    def of_text(self, source: Source, used_for: str) -> int:
        """Return the number of a source of our own text."""
        key = (say(source.text), date_in_words(source.dated), source.certainty)
        return self._number(key, used_for)

    def of_file(self, text: str, used_for: str, dated: str = "") -> int:
        """Return the number of a source that is in words already."""
        return self._number((text, dated, ""), used_for)

    def _number(self, key: tuple[str, str, str], used_for: str) -> int:
        uses = self._rows.setdefault(key, [])
        if used_for not in uses:
            uses.append(used_for)
        return list(self._rows).index(key) + 1

    def rows(self) -> tuple[SourceRow, ...]:
        """Return the numbered sources."""
        return tuple(
            SourceRow(
                number=str(number),
                text=text,
                standing=_standing(dated, certainty),
                used_for=say("For: {uses}.", uses="; ".join(uses)),
            )
            for number, ((text, dated, certainty), uses) in enumerate(self._rows.items(), 1)
        )


def date_in_words(dated: str) -> str:
    """Return the date of a source as it is printed, "" for none; years alone are no phrase."""
    if dated in UNDATED:
        return ""
    return say(dated) if has_words(dated) else dated


def has_words(dated: str) -> bool:
    """Whether a date is more than figures: "22 November 2026", "2002 to 2025"."""
    return any(letter.isalpha() for letter in dated)


def _graded(statement: Statement) -> str:
    grade = say("strength {grade}", grade=statement.strength) if statement.strength else ""
    numbers = ", ".join(str(number) for number in statement.seed_sources)
    seed = say("seed page's source {numbers}", numbers=numbers) if numbers else ""
    standing = ", ".join(part for part in (grade, seed) if part)
    return f"{statement.rule} ({standing})" if standing else statement.rule


def _standing(dated: str, certainty: str) -> str:
    date = say("Dated {date}", date=dated) if dated else say("No date stated")
    letters = certainty.split()
    return "; ".join([date, *(say(CERTAINTY_WORDS[letter]) for letter in letters)])


def sources_part(
    numbering: Numbering, statements: Statements, extra: Iterable[str] = (), *, plain: bool = False
) -> SourcesPart:
    """Return the sources; what the rules say about the sources themselves comes first."""
    about = [one for one in statements.applied if "sources" in one.places]
    return SourcesPart(
        title=say("Where this comes from") if plain else say("Sources"),
        intro=tuple(
            say(
                "{statement} ({rule}, dated {date})",
                statement=say(one.plain if plain else one.professional),
                rule=one.rule,
                date=date_in_words(one.dated),
            )
            for one in about
        ),
        rows=numbering.rows(),
        legend=(say(PLAIN_STRENGTHS if plain else STRENGTHS), *extra),
    )
