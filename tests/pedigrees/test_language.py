"""A language changes the words and nothing else, and every word is said in it.

The language of this file is English with every letter of a phrase written wide, its gaps left
alone. Written narrow again it must be the English to the letter; a narrow word that remains must
be data: an id, a gene, a name of a variant, a file, a number, a unit, a source.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from gettext import NullTranslations
from pathlib import Path
from string import ascii_letters

import pytest

from genetics.errors import SideroscreenError
from genetics.findings import find
from genetics.gene_files import load_panel
from genetics.inheritance import Sex
from genetics.phrases import Tongue, speaking
from genetics.reference.genetic_code import THREE_LETTERS
from genetics.results import Finding, Findings, GeneResult, Origin, SampleResult
from genetics.typed_names import OLDER_NUMBERINGS, check_typed_name
from genetics.variants import Zygosity
from pedigrees.case import Case
from pedigrees.clinical.facts import FACTS
from pedigrees.clinical.laboratory import limits_for
from pedigrees.drawing.facts import family_with_results
from pedigrees.drawing.show import FOR_CLINICIANS, FOR_THE_FAMILY
from pedigrees.drawing.svg import Drawing, draw
from pedigrees.readers.case_file import case_from_mapping
from pedigrees.relationship import relation_in_words
from workflow.pipeline import Conclusion, complete, conclude, load

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS / "conform"))

from computed import case_mapping  # noqa: E402
from families import alone, case, family, finding, wide_family  # noqa: E402
from random_families import random_case  # noqa: E402
from scenario_file import read_scenario  # noqa: E402

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in ascii_letters}
NARROW = {wide: letter for letter, wide in WIDE.items()}


class Wide(NullTranslations):
    """Wordings of every phrase there can be."""

    def gettext(self, message: str) -> str:
        return re.sub(r"\{[^{}]*\}|[A-Za-z]", lambda found: _widened(found[0]), message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def _widened(piece: str) -> str:
    return piece if piece.startswith("{") else piece.translate(WIDE)


WIDE_ENGLISH = Tongue("x-wide", Wide())


# What is concluded ------------------------------------------------------------------------


def decided(conclusion: Conclusion) -> dict[str, object]:
    """All that follows from a case and is no sentence."""
    plan = conclusion.plan
    return {
        "pattern": (plan.pattern, plan.context, plan.disease_class, plan.decided),
        "stops and checks": (len(plan.stopped), len(plan.checks)),
        "couples": plan.couples,
        "relatives": [
            (
                one.person,
                (one.flag, one.tests, one.reason_id, one.priority),
                (one.chance, one.assumed, one.very_likely, one.unprinted, one.affected),
                (one.minor, one.minor_rule, one.pregnant, one.tested),
            )
            for one in plan.decisions
        ],
        "facts": {name: conclusion.facts[name] for name in FACTS},
        "rules": [(one.rule, one.places) for one in conclusion.statements.applied],
        "alarms": [one.id for one in conclusion.alarms],
        "genes": [(one.gene, one.status, one.assessed) for one in conclusion.case.genes],
        "findings": [
            (one.name, one.zygosity, one.classification, one.withheld, len(one.warnings))
            for one in conclusion.case.findings
        ],
    }


# What is said -----------------------------------------------------------------------------


def texts(conclusion: Conclusion) -> list[str]:
    """All sentences of `genetics` and `pedigrees` that a document can print."""
    case, plan = conclusion.case, conclusion.plan
    return [
        *case.notes,
        *case.assembly_signs,
        *(text for gene in case.genes for text in _of_gene(gene)),
        *(text for finding in case.findings for text in _of_finding(finding)),
        *(stated.shown_by for stated in case.callability.genes.values()),
        *([case.scan.callability_rule] if case.scan is not None else []),
        *plan.stopped,
        *plan.checks,
        plan.context_words,
        *(decision.relation for decision in plan.decisions),
        *_limits(case),
        *(drawing.alternative for drawing in _drawings(conclusion)),
    ]


def _of_scan(scan: Findings) -> Iterator[str]:
    yield from (*scan.assembly_signs, *scan.warnings, scan.how_read)
    for sample in scan.samples:
        yield sample.callability_rule
        for gene in sample.genes:
            yield from _of_gene(gene)
            for one in gene.findings:
                yield from _of_finding(one)


def _of_gene(gene: GeneResult) -> Iterator[str]:
    yield gene.reason
    yield from (record.why for record in (*gene.not_interpreted, *gene.not_called))


def _of_finding(finding: Finding) -> Iterator[str]:
    yield from (*finding.warnings, finding.withheld_why, finding.naming_in_words)
    yield finding.class_by_in_words
    yield finding.filters_in_words
    if finding.origin is Origin.VCF:
        yield finding.consequence
    if finding.classification is not None:
        yield finding.classification.words


def _limits(case: Case) -> Iterator[str]:
    proband = case.family.proband
    for value in case.clinical.labs:
        limits = limits_for(value, proband.sex, None)
        yield from (limits.low_from, limits.high_from)


def _drawings(conclusion: Conclusion) -> list[Drawing]:
    family = family_with_results(conclusion.case)
    shows = (FOR_CLINICIANS, FOR_THE_FAMILY)
    return [draw(family, conclusion.plan, show=show) for show in shows]


def written_in_drawings(conclusion: Conclusion) -> list[str]:
    """What is written in the drawings, in lines as wide as the words allow."""
    svgs = [drawing.svg for drawing in _drawings(conclusion)]
    return [text for svg in svgs for text in re.findall(r">([^<>]+)<", svg)]


# Data -------------------------------------------------------------------------------------

UNITS = {"mg", "day", "umol", "mmol", "mol", "fraction"}
OF_A_VCF = {"Integer", "Float", "vep", "LowGQ"}
"""Types of values, a field that an annotator was told to write, a filter."""

CODE = re.compile(
    r"[^\s(]*[\d_=:|>/.][^\s(]*\w"  # with digits or signs inside: names of variants, places, files
    r"|\w+\d"  # genes
    r"|\b[A-Z][A-Z-]+\b"  # with capitals only: fields of a VCF, classes
    r"|##\w+( assembly)?"  # lines of a header
    r"|(?<=: )not read(?=\.$)"  # what a laboratory wrote of a gene in one of the families
)
WORD = re.compile(r"[A-Za-z]{2,}")


def data_of(case: Case) -> set[str]:
    """The ids, and the texts that were entered or that name a source."""
    people = [text for one in case.family for text in (one.id, one.sample or "")]
    known = [variant for gene in load_panel().genes for variant in gene.known_variants]
    sources = [variant.mechanism_source for variant in known]
    return {case.id, case.vcf, *people, *sources} | data_of_findings(case.findings)


def data_of_findings(findings: Sequence[Finding]) -> set[str]:
    classes = [
        each
        for one in findings
        for each in (one.lab_class, one.our_class, *one.assertions)
        if each is not None
    ]
    return {
        *(text for one in classes for text in (one.by, one.source)),
        *(text for one in findings for text in (one.laboratory, one.mechanism_source, one.filters)),
    }


def left_in_english(text: str, data: set[str]) -> list[str]:
    """The narrow words of a text that are no data."""
    for entered in sorted(data - {""}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(entered)}(?!\w)", " ", text)
    known = UNITS | OF_A_VCF | set(THREE_LETTERS.values())
    return [word for word in WORD.findall(CODE.sub(" ", text)) if word not in known]


def narrow(text: str) -> str:
    return text.translate(NARROW)


# Cases ------------------------------------------------------------------------------------

FAMILIES = [
    *sorted((TESTS.parent / "workflow" / "demo").glob("*.toml")),
    *sorted((TESTS / "families" / "remarks").glob("*.toml")),
]
FAMILIES.remove(TESTS / "families" / "remarks" / "only-sample.toml")  # names no build: refused


def check_both(case_in_the_language_spoken: Callable[[], Case]) -> list[str]:
    """Conclude a case in English and in the wide language; return its English texts."""
    english = conclude(case_in_the_language_spoken())
    told = texts(english)
    with speaking(WIDE_ENGLISH):
        wide = conclude(case_in_the_language_spoken())
        told_wide = texts(wide)
        drawn = written_in_drawings(wide)
    assert decided(wide) == decided(english)
    assert [narrow(text) for text in told_wide] == told
    data = data_of(english.case)
    printed = [*told_wide, *drawn]
    assert [(text, left) for text in printed if (left := left_in_english(text, data))] == []
    return told


@pytest.mark.parametrize("path", FAMILIES, ids=lambda path: path.stem)
def test_a_language_changes_no_conclusion_and_says_every_sentence(path):
    told = check_both(lambda: load(path, report_date=date(2026, 11, 22)))
    assert sum(map(len, told)) > 300


@pytest.mark.parametrize("number", range(1, 9))
def test_a_scenario_is_concluded_alike_in_any_language(shared, number):
    scenario = read_scenario(shared / "clinical" / "scenarios" / f"SCN-{number:02}.json")
    check_both(lambda: complete(case_from_mapping(case_mapping(scenario), file=scenario.id)))


@pytest.mark.parametrize("seed", range(20))
def test_a_random_family_is_concluded_alike_in_any_language(seed):
    check_both(lambda: random_case(seed))


FINDING = '[[findings]]\ngene = "ALAS2"\nclassification = "P"\nclass_by = "laboratory"\n'


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('hgvs_c = "c.1354C>T"\nzygosity = "homozygous"', "a man has one X, so it is hemizygous"),
        (
            'hgvs_c = "c.1354C>T"\nzygosity = "mosaic"',
            "the laboratory's report says mosaic, the VCF says hemizygous",
        ),
        (
            'hgvs_c = "c.1354C>T"\nhgvs_p = "p.(Cys452Arg)"\nzygosity = "hemizygous"',
            "the name in the laboratory's report does not fit: residue 452 of ",
        ),
        (
            'hgvs_c = "c.1355G>A"\nhgvs_p = "p.(Arg452His)"\nzygosity = "hemizygous"',
            "the laboratory's report and the VCF name different changes in this gene",
        ),
        (
            'hgvs_c = "c.1354C>T"\n[callability.ABCB7]\ncds_20x_pct = 91.5\nuncovered = ["exon 5"]',
            "91.5 % of the coding bases read at 20x; exon 5 not fully covered",
        ),
        (
            'hgvs_c = "c.1354C>T"\n[[people]]\nid = "A-HALF"\nsex = "F"\nmother = "A-MO"',
            "Only one parent of A-HALF is recorded (A-MO): counted as a half-sib.",
        ),
    ],
)
def test_report_and_file_are_compared_alike_in_any_language(tmp_path, typed, said):
    demo = TESTS.parent / "workflow" / "demo"
    entered = (demo / "DEMO-A.toml").read_text(encoding="utf-8")
    (tmp_path / "DEMO-A.vcf").write_bytes((demo / "DEMO-A.vcf").read_bytes())
    path = tmp_path / "case.toml"
    path.write_text(f"{entered}\n{FINDING}{typed}\n", encoding="utf-8")
    assert any(said in text for text in check_both(lambda: load(path)))


FAR = family(
    "proband",
    "great_great_grandmother F",
    "great_grandfather M of - great_great_grandmother",
    "great_grandparent U",
    "great_uncle M of great_grandfather great_grandparent",
    "grandmother F of great_grandfather great_grandparent",
    "grandparent U",
    "half_aunt F of - grandmother",
    "half_uncle M of - grandmother",
    "half_aunt_or_uncle U of - grandmother",
    "half_aunts_child U of - half_aunt",
    "aunt_or_uncle U of grandparent grandmother",
    "mother F of grandparent grandmother",
    "father M",
    "proband F of father mother",
    "half_sib U of - mother",
    "sib U of father mother",
    "sibs_son M of sib -",
    "sons_partner F partner sibs_son",
    "adopted M of - proband adopted",
    "friend F",
)


@pytest.mark.parametrize(
    ("sex", "zygosity", "why"),
    [
        (Sex.MALE, Zygosity.MOSAIC, "A man has a heterozygous or mosaic-looking call"),
        (Sex.FEMALE, Zygosity.HEMIZYGOUS, "The recorded sex and the call on the X chromosome do"),
    ],
)
def test_a_case_stops_alike_in_any_language(sex, zygosity, why):
    told = check_both(lambda: case(alone(sex), finding(zygosity=zygosity)))
    assert any(text.startswith(why) for text in told)


@pytest.mark.parametrize("people", [wide_family(Sex.MALE), wide_family(Sex.FEMALE), FAR])
def test_every_relation_is_said_in_the_language(people):
    relatives = [person.id for person in people.relatives]
    english = [relation_in_words(people, one) for one in relatives]
    with speaking(WIDE_ENGLISH):
        wide = [relation_in_words(people, one) for one in relatives]
    assert [narrow(words) for words in wide] == english
    assert [words for words in wide if WORD.search(words)] == []


# Files ------------------------------------------------------------------------------------


@pytest.mark.parametrize("sex", Sex)
@pytest.mark.parametrize("path", sorted((TESTS / "vcfs").glob("*.vcf")), ids=lambda path: path.stem)
def test_a_file_shows_the_same_in_any_language(path, sex):
    def scanned() -> Findings | None:
        try:
            return find(path, load_panel(), sexes={"person": sex})
        except SideroscreenError:
            return None

    english = scanned()
    with speaking(WIDE_ENGLISH):
        wide = scanned()
        told_wide = [] if wide is None else list(_of_scan(wide))
    assert narrow(repr(wide)) == repr(english)
    if wide is None or english is None:
        return
    assert [_typed(sample) for sample in wide.samples] == [_typed(one) for one in english.samples]
    data = data_of_findings([one for sample in english.samples for one in sample.findings])
    data |= {sample.sample for sample in english.samples}
    assert [(text, left) for text in told_wide if (left := left_in_english(text, data))] == []


def _typed(sample: SampleResult) -> list[object]:
    return [
        (
            (gene.gene, gene.status, gene.assessed),
            [(one.name, one.zygosity, one.classification, one.withheld) for one in gene.findings],
            [one.variant for one in (*gene.not_interpreted, *gene.not_called)],
        )
        for gene in sample.genes
    ]


@pytest.mark.parametrize(
    ("gene", "hgvs_c", "hgvs_p", "transcript"),
    [
        ("ALAS2", "c.1407C>T", "p.(Arg452Cys)", ""),
        ("ALAS2", "c.1354C>T", "p.(Arg411Cys)", ""),
        ("ALAS2", "c.1354C>T", "p.(Met1Val)", ""),
        ("ALAS2", "c.9999C>T", "", ""),
        ("ALAS2", "c.100+5G>A", "", ""),
        ("ALAS2", "c.1354_1356del", "p.(Arg45del)", ""),
        ("ALAS2", "changed", "p.changed", ""),
        ("ALAS2", "c.1354C>T", "", "NM_001037967.4"),
        ("ABCB7", "c.1231G>C", "p.(Val411Leu)", "NM_004299"),
        ("STEAP3", "c.330C>A", "", "NM_018234"),
    ],
)
def test_a_typed_name_is_doubted_alike_in_any_language(gene, hgvs_c, hgvs_p, transcript):
    def doubts() -> tuple[str, ...]:
        panel = load_panel()
        checked = check_typed_name(panel.gene(gene), hgvs_c, hgvs_p, transcript)
        return (*checked.contradictions, *checked.remarks)

    english = doubts()
    with speaking(WIDE_ENGLISH):
        wide = doubts()
    assert tuple(map(narrow, wide)) == english != ()
    data = {*(older.source for older in OLDER_NUMBERINGS), "changed"}
    assert [left for text in wide if (left := left_in_english(text, data))] == []
