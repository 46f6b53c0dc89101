"""The pattern of a case, its disease class, and what a program may not decide."""

from __future__ import annotations

import pytest
from families import MAN, WOMAN, alone, case, finding

from genetics.classification import Classification
from genetics.inheritance import Sex
from genetics.results import Finding
from genetics.variants import Zygosity
from pedigrees.clinical.facts import Facts
from pedigrees.clinical.findings_facts import lies_in_alas2_exon_11
from pedigrees.pattern import disease_class, familial_variant, pattern_of, sex_conflict

HEMI, HET, HOM = Zygosity.HEMIZYGOUS, Zygosity.HETEROZYGOUS, Zygosity.HOMOZYGOUS
ALAS2, ABCB7 = finding("ALAS2"), finding("ABCB7")
SLC, STEAP3 = finding("SLC25A38"), finding("STEAP3")
IN_TRANS = finding("SLC25A38", phase="in trans (parents tested)")
IN_CIS = finding("SLC25A38", phase="in cis (read-backed)")


def of_class(one: Finding, classification: str) -> Finding:
    return finding(one.gene, classification, zygosity=one.zygosity, phase=one.phase)


@pytest.mark.parametrize(
    ("sex", "findings", "pattern"),
    [
        (MAN, [ALAS2], "XL-M"),
        (MAN, [ABCB7], "XL-M"),
        (MAN, [of_class(ABCB7, "LP")], "XL-M"),
        (WOMAN, [ALAS2], "XL-F"),
        (Sex.UNKNOWN, [finding("ALAS2", zygosity=HEMI)], "XL-M"),
        (Sex.UNKNOWN, [finding("ALAS2", zygosity=HOM)], "XL-M"),
        (Sex.UNKNOWN, [ALAS2], "XL-F"),
        (WOMAN, [finding("SLC25A38", zygosity=HOM)], "AR"),
        (WOMAN, [IN_TRANS, IN_TRANS], "AR"),
        (WOMAN, [SLC, SLC], "AR"),
        (WOMAN, [IN_CIS, IN_CIS], "AR-CARRIER"),
        (WOMAN, [SLC], "AR-CARRIER"),
        (WOMAN, [SLC, of_class(SLC, "VUS")], "AR-CARRIER"),
        (WOMAN, [STEAP3], "AD-UNCERTAIN"),
        (WOMAN, [of_class(STEAP3, "VUS")], "AD-UNCERTAIN"),
        (WOMAN, [of_class(ALAS2, "VUS")], "VUS"),
        (WOMAN, [finding("GLRX5", "VUS")], "VUS"),
        (WOMAN, [finding("GLRX5", "P")], "NEG"),
        (WOMAN, [of_class(ALAS2, "B"), of_class(STEAP3, "LB")], "NEG"),
        (WOMAN, [finding("SF3B1", "oncogenic", somatic=True)], "NEG"),
        (MAN, [finding("ALAS2", somatic=True)], "NEG"),
        (WOMAN, [finding("ALAS2", None)], "NEG"),
        (WOMAN, [], "NEG"),
        # the first that fits
        (MAN, [STEAP3, of_class(ABCB7, "VUS"), SLC, ALAS2], "XL-M"),
        (WOMAN, [STEAP3, SLC], "AR-CARRIER"),
        (WOMAN, [of_class(ALAS2, "VUS"), STEAP3], "AD-UNCERTAIN"),
        # withheld
        (WOMAN, [finding("ALAS2", withheld=True)], "open"),
        (WOMAN, [finding("ALAS2", withheld=True), SLC], "AR-CARRIER"),
        (WOMAN, [finding("SF3B1", withheld=True, somatic=True)], "NEG"),
    ],
)
def test_the_first_pattern_that_fits(sex: Sex, findings: list[Finding], pattern: str) -> None:
    assert pattern_of(case(alone(sex), *findings)) == pattern


@pytest.mark.parametrize("classification", ["P", "LP", "VUS"])
def test_steap3_never_counts_as_more_than_a_vus(classification: str) -> None:
    facts = Facts(case(alone(), finding("STEAP3", classification)))

    assert facts["VUS"] is True
    assert facts["STEAP3"] is True
    assert disease_class(facts.case) is None
    assert familial_variant(facts.case) is None


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ([ALAS2], "ALAS2_LOF"),
        ([finding(mechanism="LOF (missense)")], "ALAS2_LOF"),
        ([finding(mechanism="GOF (published)")], "ALAS2_GOF"),
        ([finding(mechanism="unresolved")], "ALAS2, direction of effect not settled"),
        ([finding(mechanism="")], "ALAS2, direction of effect not settled"),
        ([finding(exon=11)], "ALAS2, direction of effect not settled"),
        ([finding(exon=11, mechanism_confirmed=True)], "ALAS2_LOF"),
        ([finding(exon=11, mechanism="GOF")], "ALAS2_GOF"),
        ([finding("ABCB7", mechanism="hypomorphic missense")], "ABCB7"),
        ([finding("SLC25A38", zygosity=HOM)], "SLC25A38"),
        ([SLC, ALAS2], "ALAS2_LOF"),
        ([finding(classification="VUS")], None),
        ([finding("GLRX5")], None),
        ([], None),
    ],
)
def test_the_disease_class(findings: list[Finding], expected: str | None) -> None:
    assert disease_class(case(alone(), *findings)) == expected


@pytest.mark.parametrize(
    ("hgvs_c", "hgvs_p", "exon", "inside"),
    [
        ("c.1600G>A", "p.(Asp534Asn)", None, True),
        ("c.1706_1709del", "p.(Glu569GlyfsTer24)", None, True),
        ("c.1762T>C", "p.(Ter588ArgextTer12)", None, True),
        ("c.1762T>C", "p.*588Argext*12", None, True),
        ("c.1679G>A", "p.R560H", None, True),
        ("c.1597A>G", "p.(Ser533Gly)", None, False),
        ("c.1354C>T", "p.(Arg452Cys)", None, False),
        ("c.1706_1709del", "p.(Arg452Cys)", None, False),  # the protein decides
        ("c.1601C>A", "p.?", None, True),
        ("c.1601-1G>A", "p.?", None, True),
        ("c.1601-2A>G", "p.?", None, True),
        ("c.1601-15T>G", "p.?", None, False),
        ("c.1600+1G>A", "p.?", None, False),
        ("c.1600G>A", "p.?", None, False),
        ("c.1764A>G", "", None, True),
        ("c.*12G>A", "p.?", None, False),
        ("c.-1806G>A", "p.?", None, False),
        ("c.-15-2186C>G", "", None, False),
        ("", "p.?", None, False),
        ("", "", 11, True),
        ("c.1354C>T", "p.(Arg452Cys)", 11, True),
        ("c.1706_1709del", "p.?", 10, True),
    ],
)
def test_what_lies_in_exon_11_of_alas2(
    hgvs_c: str, hgvs_p: str, exon: int | None, inside: bool
) -> None:
    found = finding(hgvs_c=hgvs_c, hgvs_p=hgvs_p, exon=exon)

    assert lies_in_alas2_exon_11(found) is inside
    assert Facts(case(alone(), found))["ALAS2_EXON11"] is inside


def test_exon_11_of_another_gene_is_not_meant() -> None:
    assert not lies_in_alas2_exon_11(finding("ABCB7", exon=11, hgvs_p="p.(Glu675Gly)"))


@pytest.mark.parametrize(
    ("sex", "found", "ploidy_conflict", "conflict"),
    [
        (WOMAN, finding(zygosity=HEMI), False, True),
        (WOMAN, finding("ABCB7", "VUS", zygosity=HEMI), False, True),
        (WOMAN, finding(classification="B", zygosity=HEMI), False, False),
        (WOMAN, finding("SLC25A38", zygosity=HEMI), False, False),
        (WOMAN, finding(), False, False),
        (WOMAN, finding(), True, True),
        (MAN, finding(zygosity=HEMI), False, False),
        (MAN, finding(zygosity=HEMI), True, True),
        (Sex.UNKNOWN, finding(), False, True),
        (Sex.UNKNOWN, finding(classification="VUS"), False, True),
        (Sex.UNKNOWN, finding(classification="LB"), False, False),
        (Sex.UNKNOWN, finding("SLC25A38"), False, False),
    ],
)
def test_sex_and_call_contradict_each_other(
    sex: Sex, found: Finding, ploidy_conflict: bool, conflict: bool
) -> None:
    assert sex_conflict(case(alone(sex), found, x_ploidy_conflict=ploidy_conflict)) is conflict


def test_the_familial_variant_of_two_is_the_one_on_x() -> None:
    of = familial_variant(case(alone(), finding("SLC25A38", zygosity=HOM), ABCB7))

    assert of is not None
    assert of.gene == "ABCB7"
    assert of.classification is Classification.PATHOGENIC
