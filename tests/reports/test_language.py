"""Everything that a document prints is said through a phrase, in any language, or not at all."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib import resources
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from click.testing import CliRunner
from page_text import words_of

from genetics.errors import InputRejected, KnowledgeInvalid, UsageError
from genetics.gene_files import load_panel
from genetics.phrases import Tongue, own, say, say_number, speaking
from pedigrees.clinical.laboratory import load_lab_items
from reports.basis import Basis
from reports.catalogues import (
    PhraseMissing,
    accented,
    gaps_of,
    languages,
    own_phrases,
    tongue,
    tongue_of,
)
from reports.deserved import deserved
from reports.parts.reading import OTHER_GENES
from reports.phrase_list import in_code, phrases
from reports.render import missing_glyphs, render_html
from reports.words import day_in_words
from workflow.commands.knowledge import command as knowledge
from workflow.pipeline import conclude, load

DEMOS, SITUATIONS = (
    sorted(Path(str(resources.files(package))).glob("*.toml"))
    for package in ("workflow.demo", "workflow.situations")
)


# Whole cases in the made-up language ------------------------------------------------------


def basis_of(path: Path) -> Basis:
    concluded = conclude(load(path))
    return Basis(
        case=concluded.case,
        plan=concluded.plan,
        statements=concluded.statements,
        panel=load_panel(),
        facts=concluded.facts,
        software="sideroscreen 9.9.9",
        alarms=concluded.alarms,
    )


def pages_of(path: Path, language: Tongue) -> Iterator[tuple[str, str]]:
    """Yield each document of a case with its page, read, concluded and written in a language."""
    with speaking(language):
        basis = basis_of(path)
        for document in deserved(basis):
            yield document.name, render_html(document.template, document.view(basis))


@pytest.mark.parametrize("path", [*DEMOS, *SITUATIONS], ids=lambda path: path.stem)
def test_no_english_word_is_printed_that_is_not_said(path: Path) -> None:
    entered = entered_in(path)
    unsaid = [
        f"{name}: {', '.join(sorted(words))} in: {line}"
        for name, page in pages_of(path, tongue("en-XA"))
        for line in words_of(page).replace("\u00a0", " ").splitlines()
        if (words := english_words(line, entered))
    ]

    assert unsaid == []


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

DATA = (
    # A date: the made-up language has no calendar of its own.
    rf"\b\d{{1,2}} (?:{MONTHS}) \d{{4}}\b",
    # Versions, files, and the numbers of documents and letters.
    r"\bsideroscreen 9\.9\.9\b",
    r"[\w-]*\.(?:vcf|vcf\.gz|json)\b",
    r"-(?:counselling|management|referral|lab)\b",
    r"\bL-[0-9a-f]{8}\b",
    # Ids of people, families, rules and alarms: capitals and digits around a hyphen.
    r"\b[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+\b",
    # Names of sequences, changes, places, builds.
    r"\bN[CMP]_\d+\.\d+",
    r"\b[cgp]\.[^\s,;]+",
    r"\bGRCh3[78]\b",
    r"##\w+(?: assembly)?",
    # Codes of other registers, and the classes of variants.
    r"\b(?:HP|MONDO|OMIM|PMID|HGNC)\b",
    r"\b(?:LP|VUS|LB)\b",
    # What laboratories call things in every language.
    r"\bMANE Select\b",
    r"\b(?:DNA|VCF|DP|GQ|PASS|CSA)\b",
    # The generations of a drawn tree.
    r"\b[IV]{1,4}\b",
)

CASE_DATA = {
    "accreditation",
    "amount",
    "class_by",
    "class_criteria",
    "clinic",
    "cnv",
    "contact",
    "deep_intronic",
    "id",
    "intron1_gata_enhancer",
    "labelled",
    "laboratory",
    "lines",
    "mechanism_source",
    "mtdna",
    "name",
    "phase",
    "promoter",
    "result",
    "signatories",
    "tissue",
}
"""Keys of a case file under which a person writes words of their own, which print as they are."""

FREE_TABLES = ("identifiers", "laboratory", "request", "sample")
"""Tables of a case file in which every word is a person's own."""


def english_words(line: str, entered: Iterable[str]) -> set[str]:
    """Return the English words of a line, data left out: two ASCII letters or more."""
    for words in sorted({*entered, *KNOWN_WORDS}, key=len, reverse=True):
        if words in line:
            line = re.sub(rf"(?<![\w-]){re.escape(words)}(?![\w-])", " ", line)
    for pattern in DATA:
        line = re.sub(pattern, " ", line)
    return set(re.findall(r"(?<![^\W_])[A-Za-z]{2,}(?![^\W_])", line))


def entered_in(path: Path) -> set[str]:
    """Return what a person wrote in a case file in words of their own, a made VCF's too."""
    case = tomllib.loads(path.read_text("utf-8"))
    free = {key: case.pop(key) for key in FREE_TABLES if key in case}
    return {*_own_words(case, ""), *_own_words(free, "", every=True)}


def _own_words(value: Any, key: str, *, every: bool = False) -> Iterator[str]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _own_words(one, name, every=every)
    elif isinstance(value, list):
        for one in value:
            yield from _own_words(one, key, every=every)
    elif isinstance(value, str) and (every or key in CASE_DATA) and len(value) > 1:
        yield value


def _known_words() -> Iterator[str]:
    """Yield data of the knowledge: gene symbols, units, and the names of who gave a class."""
    yield from OTHER_GENES
    for item in load_lab_items().values():
        yield item.unit
        yield from item.accepts
    for gene in load_panel().genes:
        yield gene.symbol
        yield from (link.by for link in gene.validity)
        yield from (one.used.by for one in gene.known_variants if one.used)


KNOWN_WORDS = {words for words in _known_words() if re.search("[A-Za-z]{2}", words)}


def english() -> str:
    return resources.files("templates").joinpath("locales/en-GB.po").read_text("utf-8")


# English ----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", DEMOS, ids=lambda path: path.stem)
def test_english_from_the_catalogue_is_the_english_of_the_code(path: Path) -> None:
    assert dict(pages_of(path, tongue("en-GB"))) == dict(pages_of(path, Tongue()))


def test_the_english_catalogue_holds_the_phrases_of_code_and_knowledge() -> None:
    told = "write it anew: sideroscreen knowledge phrases > templates/locales/en-GB.po"
    assert english() == CliRunner().invoke(knowledge, ["phrases"]).output, told


def test_a_phrase_of_the_clinics_own_has_one_wording_in_our_english() -> None:
    own_ones = {(one.own_id, one.one) for one in phrases() if one.own_id}

    assert len(own_ones) == len({own_id for own_id, _ in own_ones})


def test_phrases_are_found_wherever_they_are_said_in_the_code() -> None:
    code = (
        'HOPE = marked("hope")\n'
        'told = f"{say(\'in an f-string\')} {own("an.id", HOPE)}"\n'
        'say("outer {inner}", inner=say_number("one", "many", number))\n'
        "say(HOPE)\nsay(text)\n"
    ).replace('own("an.id", HOPE)', "own('an.id', HOPE)")

    found = {(one.one, one.many, one.own_id) for one in in_code(code, "file.py")}

    assert found == {
        ("hope", "", ""),
        ("in an f-string", "", ""),
        ("hope", "", "an.id"),
        ("outer {inner}", "", ""),
        ("one", "many", ""),
    }


# The made-up language ---------------------------------------------------------------------


def test_the_made_up_language_leaves_gaps_and_length_as_they_are() -> None:
    phrase = "We found {number} changes in {gene}: B, F, V and X too."

    told = accented(phrase)

    assert len(told) == len(phrase)
    assert gaps_of(told) == gaps_of(phrase)
    assert re.findall("[A-Za-z]", re.sub(r"\{\w+\}", "", told)) == []
    assert missing_glyphs(told) == ()


# Missing phrases --------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["en-GB", "en-XA"])
def test_a_phrase_that_stands_in_no_catalogue_is_an_error_and_never_english(tag: str) -> None:
    with speaking(tongue(tag)):
        for told in (
            lambda: say("This phrase is nowhere."),
            lambda: say_number("{number} is nowhere.", "{number} are nowhere.", 3),
            lambda: own("no.where", "This phrase is nowhere."),
        ):
            with pytest.raises(PhraseMissing, match=f"nowhere.* has no wording in {tag}"):
                told()


def test_a_language_that_is_not_there_is_named_beside_those_that_are() -> None:
    with pytest.raises(UsageError, match="there is no language tlh; choose one of en-GB, en-XA"):
        tongue("tlh")


def test_nothing_said_stays_nothing() -> None:
    with speaking(tongue("en-GB")):
        assert say("") == ""


# A language with more forms for numbers than two ------------------------------------------


@cache
def polish() -> str:
    """Return a whole catalogue: a phrase words itself, but for one of three forms of a number."""
    made = Catalog(locale="pl")
    for phrase in read_po(StringIO(english())):
        if isinstance(phrase.id, tuple):
            one, many = phrase.id
            made.add(phrase.id, (one, many.replace("people", "osoby"), many))
        elif phrase.id:
            made.add(phrase.id, phrase.id, context=phrase.context)
    written = BytesIO()
    write_po(written, made, width=0)
    return written.getvalue().decode()


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "1 person"), (2, "2 osoby"), (4, "4 osoby"), (5, "5 people"), (12, "12 people"),
     (22, "22 osoby")],
)  # fmt: skip
def test_a_language_chooses_among_its_own_forms_for_numbers(number: int, told: str) -> None:
    with speaking(tongue_of(polish(), "pl")):
        assert say_number("{number} person", "{number} people", number) == told


@pytest.mark.parametrize(
    ("tag", "told"),
    [("en-GB", "1 June 2026"), ("pl", "1 czerwca 2026"), ("de-CH", "1 Juni 2026"),
     ("en-XA", "1 June 2026")],
)  # fmt: skip
def test_a_date_is_written_in_the_language_spoken(tag: str, told: str) -> None:
    with speaking(Tongue(tag)):
        assert day_in_words(date(2026, 6, 1)) == told


# Catalogues that are not whole ------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        (
            'msgstr "Family tree"\n',
            'msgstr ""\n',
            'locales/pl.po: 1 phrase is not worded or fuzzy, the first is "Family tree"',
        ),
        (
            'msgid "Family tree"\nmsgstr',
            '#, fuzzy\nmsgid "Family tree"\nmsgstr',
            'locales/pl.po: 1 phrase is not worded or fuzzy, the first is "Family tree"',
        ),
        (
            'msgid "Family tree"\nmsgstr "Family tree"\n',
            "",
            'locales/pl.po: 1 phrase is not worded or fuzzy, the first is "Family tree"',
        ),
        (
            'msgstr "born {birth}"',
            'msgstr "born {day}"',
            'locales/pl.po: 1 phrase is worded with other gaps, the first is "born {birth}"',
        ),
        (
            'msgstr "born {birth}"',
            'msgstr "born"',
            'locales/pl.po: 1 phrase is worded with other gaps, the first is "born {birth}"',
        ),
        (
            'msgstr[2] "{number} people"\n',
            "",
            'locales/pl.po: 1 phrase is not worded or fuzzy, the first is "{number} person"',
        ),
        ('msgstr "Family tree"', 'mgstr "Family tree"', "locales/pl.po: is no catalogue"),
    ],
)
def test_a_catalogue_that_is_not_whole_is_refused_when_it_is_read(
    before: str, after: str, message: str
) -> None:
    assert polish().count(before) == 1

    with pytest.raises(KnowledgeInvalid, match=re.escape(message)):
        tongue_of(polish().replace(before, after), "pl")


# Own phrases ------------------------------------------------------------------------------


@pytest.mark.parametrize("tag", ["en-GB", "en-XA"])
def test_a_clinic_words_its_own_phrases_itself(tag: str) -> None:
    ours = {"review.family": "Come back on {day}."}

    with speaking(tongue(tag, ours)):
        assert own("review.family", own_phrases()["review.family"], day="Monday") == (
            "Come back on Monday."
        )


@pytest.mark.parametrize(
    ("name", "wording", "message"),
    [
        ("support.tlak", "Talk.", "phrases.support.tlak: no phrase has this id; the ids are ask."),
        ("review.family", "Come back.", "phrases.review.family: the wording has other gaps; use {day}"),
        ("support.talk", "Talk on {day}.", "the wording has other gaps; it needs no gaps"),
        ("support.talk", " ", "phrases.support.talk: the wording is empty"),
    ],
)  # fmt: skip
def test_an_own_wording_that_cannot_be_used_is_refused(
    name: str, wording: str, message: str
) -> None:
    with pytest.raises(InputRejected, match=re.escape(message)):
        tongue("en-GB", {name: wording})


def test_the_languages_are_the_catalogues_and_the_made_up_one() -> None:
    assert languages() == ("en-GB", "en-XA")
