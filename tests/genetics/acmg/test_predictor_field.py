"""A score counts for the allele for which it was written, from the field that the user named."""

import pytest
from vcf_helpers import HEADER, vcf_text

from genetics.acmg.prediction import Limit, Predictor, read_limits
from genetics.errors import InputRejected, UsageError
from genetics.findings import find
from genetics.gene_files import load_panel

VEP = "Consequence annotations. Format: Allele|Consequence|SYMBOL|Feature_type|Feature|HGVSc|HGVSp|REVEL"
SCORED = (
    *HEADER[:-1],
    '##INFO=<ID=SCORE,Number=A,Type=Float,Description="a score">',
    f'##INFO=<ID=CSQ,Number=.,Type=String,Description="{VEP}">',
    HEADER[-1],
)
OURS, OTHER = "NM_000032.5", "NM_001037968.4"


def csq(*entries):
    return "CSQ=" + ",".join(
        f"{allele}|missense_variant|ALAS2|Transcript|{where}|||{score}"
        for allele, where, score in entries
    )


def prediction(tmp_path, info, alt="A", gt="0/1", field="SCORE"):
    file = tmp_path / "a.vcf"
    record = f"chrX 55014830 . G {alt} . PASS {info} GT {gt}"
    file.write_text(vcf_text(record, header=SCORED), encoding="utf-8")
    found = find(file, load_panel(), predictor=Predictor(field))
    return {
        one.variant.alt: (one.predictor.score, one.predictor.why)
        for one in found.samples[0].findings
    }


@pytest.mark.parametrize(
    ("info", "alt", "gt", "field", "expected"),
    [
        ("SCORE=0.91", "A", "0/1", "SCORE", {"A": (0.91, "")}),
        ("X=1;SCORE=9.1e-1;Y=2", "A", "0/1", "SCORE", {"A": (0.91, "")}),
        ("SCORE=0.1,0.9", "A,T", "1/2", "SCORE", {"A": (0.1, ""), "T": (0.9, "")}),
        (
            "SCORE=.,0.9",
            "A,T",
            "1/2",
            "SCORE",
            {"A": (None, "SCORE gives no score for the allele"), "T": (0.9, "")},
        ),
        (
            "SCORE=0.9",
            "A,T",
            "0/2",
            "SCORE",
            {
                "T": (
                    None,
                    "SCORE=0.9 does not say which of the 2 alleles it is for; it was not used",
                )
            },
        ),
        (".", "A", "0/1", "SCORE", {"A": (None, "SCORE gives no score for the allele")}),
        ("SCORE=.", "A", "0/1", "SCORE", {"A": (None, "SCORE gives no score for the allele")}),
        ("SCORE=high", "A", "0/1", "SCORE", {"A": (None, "SCORE=high is not a number")}),
        ("SCORE=nan", "A", "0/1", "SCORE", {"A": (None, "SCORE=nan is not a number")}),
        ("MYSCORE=0.9", "A", "0/1", "SCORE", {"A": (None, "SCORE gives no score for the allele")}),
        (csq(("A", OURS, "0.93")), "A", "0/1", "REVEL", {"A": (0.93, "")}),
        (csq(("A", OURS, "0.93")), "A", "0/1", "revel", {"A": (0.93, "")}),
        (csq(("A", OTHER, "0.1"), ("A", OURS, "0.93")), "A", "0/1", "REVEL", {"A": (0.93, "")}),
        (
            csq(("A", OTHER, "0.1")),
            "A",
            "0/1",
            "REVEL",
            {"A": (None, "REVEL gives no score for the allele")},
        ),
        (
            csq(("A", OURS, "0.1"), ("T", OURS, "0.9")),
            "A,T",
            "1/2",
            "REVEL",
            {"A": (0.1, ""), "T": (0.9, "")},
        ),
        (
            csq(("A", OURS, "0.1")),
            "A,T",
            "1/2",
            "REVEL",
            dict.fromkeys("AT", (None, "for which allele the entries of CSQ are is not certain")),
        ),
        (csq(("A", OURS, "0.1&0.1&.")), "A", "0/1", "REVEL", {"A": (0.1, "")}),
        (
            csq(("A", OURS, "0.1&0.2")),
            "A",
            "0/1",
            "REVEL",
            {"A": (None, "REVEL gives several scores for the allele")},
        ),
        (
            csq(("A", OURS, "")),
            "A",
            "0/1",
            "REVEL",
            {"A": (None, "REVEL gives no score for the allele")},
        ),
    ],
)
def test_each_allele_has_its_own_score_or_none(tmp_path, info, alt, gt, field, expected):
    assert expected == prediction(tmp_path, info, alt, gt, field)


def test_a_field_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    with pytest.raises(UsageError) as error:
        prediction(tmp_path, "SCORE=0.9", field="SCROE")

    assert "no INFO field and no annotation column SCROE" in str(error.value)
    assert "SCORE" in str(error.value)


def test_without_a_named_field_no_score_is_read(tmp_path):
    file = tmp_path / "a.vcf"
    file.write_text(
        vcf_text("chrX 55014830 . G A . PASS SCORE=0.9 GT 0/1", header=SCORED), encoding="utf-8"
    )

    (found,) = find(file, load_panel()).samples[0].findings

    assert found.predictor is None


# --- the laboratory's limits ---------------------------------------------------------------------

GOOD = """
tool = "a tool"
source = "own calibration of 2026-10-01"
[[limit]]
code = "PP3"
strength = "supporting"
at_least = 0.6
[[limit]]
code = "PP3"
strength = "moderate"
at_least = 0.8
[[limit]]
code = "BP4"
strength = "supporting"
at_most = 0.3
"""


def test_the_limits_of_a_laboratory_are_read(tmp_path):
    file = tmp_path / "limits.toml"
    file.write_text(GOOD, encoding="utf-8")

    limits = read_limits(file)

    assert (limits.tool, limits.source) == ("a tool", "own calibration of 2026-10-01")
    assert Limit("BP4", "supporting", 0.3) == limits.limits[-1]
    assert [one.score for one in limits.limits if one.code == "PP3"] == [0.6, 0.8]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('source = "own calibration of 2026-10-01"\n', "", 'the key "source" is missing'),
        (
            "at_most = 0.3",
            "at_most = 0.7",
            "a score can reach limits of PP3 and of BP4; correct the limits",
        ),
        ("at_least = 0.8", "at_least = 0.5", "PP3 moderate is reached before supporting"),
        ('strength = "moderate"', 'strength = "supporting"', "PP3 supporting has two limits"),
        (
            "at_most = 0.3",
            "at_least = 0.3",
            'limit 3: a limit of BP4 is given as at_most; write "at_most" alone',
        ),
        ('code = "BP4"', 'code = "BP7"', '"BP7" is not an allowed value'),
        ('strength = "moderate"', 'strength = "stand-alone"', "is not an allowed value"),
        ("at_most = 0.3", 'at_most = "0.3"', "at_most"),
        ("at_most = 0.3", "at_most = nan", "at_most"),
        ("at_least = 0.8", "at_lest = 0.8", 'did you mean "at_least"?'),
        ("[[limit]]", "[limit", "not valid TOML"),
    ],
)
def test_wrong_limits_are_refused(tmp_path, old, new, expected):
    file = tmp_path / "limits.toml"
    assert old in GOOD
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(InputRejected) as error:
        read_limits(file)

    assert expected in str(error.value)
    assert str(file) in str(error.value)


def test_limits_that_are_not_there_are_refused(tmp_path):
    with pytest.raises(InputRejected, match="cannot be read"):
        read_limits(tmp_path / "none.toml")
