"""What a person adds to the criteria in the case file, and the class proposed for the case."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from families import MAN, WOMAN, case, family, finding

from genetics.acmg.criteria import StatedCriterion, Strength
from genetics.answers import Answer
from genetics.classification import Classification
from genetics.errors import InputRejected
from genetics.variants import Zygosity
from pedigrees.classification import with_proposals_of_case
from pedigrees.evidence import combine
from pedigrees.readers.case_file import case_from_mapping, read_case
from workflow.pipeline import complete

VCFS = Path(__file__).resolve().parents[1] / "vcfs"
DAY = date(2026, 11, 20)
PS3 = {
    "code": "PS3",
    "strength": "moderate",
    "by": "Dr A. Person",
    "dated": date(2026, 11, 1),
    "source": "PMID:1",
    "note": "half the activity",
}


def entered(*criteria, **more):
    one = {
        "gene": "ALAS2",
        "hgvs_c": "c.611G>A",
        "hgvs_p": "p.(Arg204Gln)",
        "zygosity": "hemizygous",
        "classification": "VUS",
        **more,
    }
    values = {
        "schema": "sideroscreen-case/1",
        "id": "C",
        "proband": "P",
        "report_date": DAY,
        "people": [{"id": "P", "sex": "M"}],
        "findings": [{**one, "criterion": list(criteria)}],
    }
    return case_from_mapping(values)


def proposal_of(of):
    (one,) = [finding for finding in of.findings if finding.proposal is not None]
    return one.proposal


# --- reading -------------------------------------------------------------------------------------


def test_a_persons_criterion_is_read_and_counts_as_theirs():
    read = entered(PS3).case
    (one,) = read.findings
    assert (
        StatedCriterion(
            "PS3",
            Strength.MODERATE,
            "Dr A. Person",
            date(2026, 11, 1),
            "PMID:1",
            "half the activity",
        ),
    ) == one.stated_criteria

    proposal = proposal_of(combine(read, None))

    (counted,) = proposal.counted
    assert (
        counted.code,
        counted.points,
        counted.why,
        counted.source,
    ) == ("PS3", 2, "half the activity", "PMID:1")
    assert counted.by == "Dr A. Person, 2026-11-01"
    assert (proposal.points, proposal.classification) == (2, Classification.UNCERTAIN)


BAD = [
    ({"by": None}, 'by: the key "by" is missing; add "by"'),
    ({"dated": None}, 'dated: the key "dated" is missing; add "dated"'),
    ({"source": None}, 'source: the key "source" is missing; add "source"'),
    ({"strength": None}, 'strength: the key "strength" is missing; add "strength"'),
    ({"code": None}, 'code: the key "code" is missing; add "code"'),
    ({"by": "  "}, 'by: the key "by" is missing'),
    ({"source": ""}, 'source: the key "source" is missing'),
    ({"code": "PS33"}, 'code: "PS33" is not a criterion; did you mean "PS3"? (allowed: PVS1'),
    ({"code": "ps3"}, 'code: "ps3" is not a criterion; did you mean "PS3"?'),
    (
        {"code": "PP5"},
        "code: PP5 is never used: another laboratory's class is no evidence by itself; ClinGen SVI has retired the criterion; take it out",
    ),
    ({"code": "BP6"}, "code: BP6 is never used"),
    (
        {"strength": "modrate"},
        'strength: "modrate" is not an allowed value; did you mean "moderate"?',
    ),
    (
        {"strength": "stand-alone"},
        "strength: PS3 cannot stand alone; write supporting, moderate, strong or very strong",
    ),
    (
        {"code": "BA1", "strength": "strong"},
        'strength: BA1 has no other strength than stand-alone; write "stand-alone"',
    ),
    ({"dated": "yesterday"}, 'dated: "yesterday" is not a date'),
    (
        {"dated": date(2026, 12, 1)},
        "dated: PS3 is dated 2026-12-01, after the report of 2026-11-20; correct the date",
    ),
    ({"signed": "yes"}, 'unknown key "signed"'),
    ({"note": "one\ntwo"}, "a control character or a line break"),
]


@pytest.mark.parametrize(("change", "expected"), BAD, ids=[words for _, words in BAD])
def test_a_criterion_that_is_not_whole_is_refused_at_its_place(change, expected):
    whole = {key: value for key, value in {**PS3, **change}.items() if value is not None}

    with pytest.raises(InputRejected) as error:
        entered(whole)

    (mistake,) = error.value.mistakes
    assert str(mistake).startswith("findings 1, criterion 1")
    assert expected in str(mistake)


@pytest.mark.parametrize(
    ("criteria", "more", "expected"),
    [
        ([PS3, PS3], {}, "findings 1, criterion 2, code: PS3 is added twice; keep one of the two"),
        (
            [PS3],
            {"somatic": True},
            "findings 1, criterion: no class is proposed for a somatic finding; take the criteria out",
        ),
        (
            [PS3],
            {"gene": "SF3B1"},
            "findings 1, criterion: no class is proposed for SF3B1; take the criteria out",
        ),
    ],
)
def test_criteria_that_do_not_belong_there_are_refused(criteria, more, expected):
    with pytest.raises(InputRejected) as error:
        entered(*criteria, **more)

    assert expected in [str(mistake) for mistake in error.value.mistakes]


def test_all_that_is_wrong_is_said_at_once_with_its_line(tmp_path):
    file = tmp_path / "case.toml"
    file.write_text(
        """schema = "sideroscreen-case/1"
id = "C"
proband = "P"
report_date = 2026-11-20
[[people]]
id = "P"
sex = "M"
[[findings]]
gene = "ALAS2"
hgvs_c = "c.611G>A"
[[findings.criterion]]
code = "PP5"
strength = "supporting"
[[findings.criterion]]
code = "PS3"
strength = "moderate"
by = "A. Person"
dated = 2026-11-01
""",
        encoding="utf-8",
    )

    with pytest.raises(InputRejected) as error:
        read_case(file)

    told = [str(mistake).removeprefix(f"{file}:") for mistake in error.value.mistakes]
    assert any(
        line.startswith("12: findings 1, criterion 1, code: PP5 is never used") for line in told
    )
    assert any("findings 1, criterion 2, source" in line for line in told)
    assert len(told) == 5


# --- the proposal of a case ----------------------------------------------------------------------

BROTHERS = [
    "MO F",
    "FA M",
    "P M of FA MO affected",
    "B1 M of FA MO affected positive",
    "B2 M of FA MO affected positive",
]


def test_the_family_adds_its_segregation():
    seen = with_proposals_of_case(case(family("P", *BROTHERS), finding()))

    assert [(one.code, one.points) for one in proposal_of(seen).counted] == [("PP1", 1)]


def test_a_typed_finding_says_only_what_its_fields_tell():
    seen = combine(case(family("P", "P F"), finding(zygosity=Zygosity.HETEROZYGOUS)), None)

    answers = {one.code: one.met for one in proposal_of(seen).criteria}
    assert Answer.NO is answers["PVS1"]
    assert {Answer.CANNOT_TELL} == {
        answers[code] for code in ("PM2", "BS1", "BA1", "PP3", "BP4", "PP1", "PS2", "PM6")
    }


def test_two_typed_changes_in_trans_are_partners():
    one = finding("SLC25A38", hgvs_c="c.349C>T", phase="in trans, parents tested")
    other = finding("SLC25A38", hgvs_c="c.625G>C", phase="in trans, parents tested")

    seen = with_proposals_of_case(case(family("P", "P F"), one, other))

    assert [found.proposal.points for found in seen.findings] == [2, 2]


@pytest.mark.parametrize(
    "spoilt", [{"somatic": True}, {"gene": "SF3B1"}, {"gene": "HFE"}, {"result": "no change found"}]
)
def test_what_is_no_germline_change_of_the_panel_has_no_proposal(spoilt):
    seen = with_proposals_of_case(case(family("P", "P M"), replace(finding(), **spoilt)))

    assert [one.proposal for one in seen.findings] == [None]


def test_proposing_twice_says_the_same():
    once = with_proposals_of_case(
        case(
            family("P", *BROTHERS),
            replace(
                finding(),
                stated_criteria=(
                    StatedCriterion("PM1", Strength.MODERATE, "A. Person", DAY, "a paper"),
                ),
            ),
        )
    )

    assert once == with_proposals_of_case(once)
    assert MAN is once.family.proband.sex is not WOMAN


CASE = """schema = "sideroscreen-case/1"
id = "C"
proband = "P"
report_date = 2026-11-20
[vcf]
file = "woman.vcf"
sample = "woman"
predictor_field = "SCORE"
predictor_limits = "limits.toml"
[[people]]
id = "P"
sex = "F"
affected = "yes"
sample = "woman"
[[findings]]
gene = "ALAS2"
hgvs_c = "c.1354C>T"
hgvs_p = "p.(Arg452Cys)"
zygosity = "heterozygous"
classification = "VUS"
[[findings.criterion]]
code = "PS3"
strength = "strong"
by = "A. Person"
dated = 2026-11-01
source = "a paper"
"""
LIMITS = """tool = "a tool"
source = "made up for the test"
[[limit]]
code = "PP3"
strength = "moderate"
at_least = 0.8
"""


def test_a_case_file_brings_scan_predictor_and_person_together(tmp_path):
    (tmp_path / "case.toml").write_text(CASE, encoding="utf-8")
    (tmp_path / "limits.toml").write_text(LIMITS, encoding="utf-8")
    (tmp_path / "woman.vcf").write_bytes((VCFS / "acmg_exon_11.vcf").read_bytes())

    read = read_case(tmp_path / "case.toml")
    whole = complete(read)

    assert tmp_path / "limits.toml" in read.files
    seen = {one.hgvs_c: one for one in whole.findings}
    arg452 = seen["c.1354C>T"]
    assert {one.code: one.points for one in arg452.proposal.counted} == {"PS3": 4, "PP3": 2}
    assert Classification.LIKELY_PATHOGENIC is arg452.proposal.classification
    assert Classification.UNCERTAIN is arg452.classification
    assert {one.code: one.points for one in seen["c.1676G>C"].proposal.counted} == {"PP3": 2}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            'predictor_field = "SCORE"\n',
            "",
            "vcf, predictor_limits: limits are given without the field they are for",
        ),
        ('"limits.toml"', '"none.toml"', "there is no file none.toml beside the case file"),
    ],
)
def test_limits_in_a_case_file_need_their_field_and_their_file(tmp_path, old, new, expected):
    (tmp_path / "case.toml").write_text(CASE.replace(old, new), encoding="utf-8")
    (tmp_path / "limits.toml").write_text(LIMITS, encoding="utf-8")
    (tmp_path / "woman.vcf").write_bytes((VCFS / "acmg_exon_11.vcf").read_bytes())

    with pytest.raises(InputRejected) as error:
        read_case(tmp_path / "case.toml")

    assert expected in str(error.value)
