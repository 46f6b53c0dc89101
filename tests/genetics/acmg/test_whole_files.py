"""Whole files: which class is proposed for each finding, and on what it rests."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from genetics.acmg.criteria import Strength
from genetics.acmg.prediction import Limit, Predictor, PredictorLimits
from genetics.findings import find
from genetics.gene_files import load_panel
from genetics.inheritance import Sex
from genetics.kin.parents import Parents
from genetics.library.library import Library
from genetics.library.records import Frequency, Source
from genetics.variants import Assembly

VCFS = Path(__file__).resolve().parents[2] / "vcfs"
TRIO = {"child": Parents("mother", "father")}
SEXES = {"child": Sex.MALE, "mother": Sex.FEMALE, "father": Sex.MALE, "woman": Sex.FEMALE}
LIMITS = PredictorLimits("a tool", "made up for the test", (Limit("PP3", Strength.STRONG, 0.8),))


def proposals(file, **options):
    found = find(VCFS / file, load_panel(), sexes=SEXES, **options).samples[0]
    return {one.hgvs_c: one.proposal for one in found.findings}


def counted(proposal):
    return {one.code: one.points for one in proposal.counted}


def test_two_changes_from_two_parents_are_in_trans_for_each_other():
    seen = proposals("acmg_recessive_trio.vcf", parents=TRIO, samples=["child"])

    assert {"c.324_325del", "c.560G>A"} == seen.keys()
    assert {"PM3": 2} == counted(seen["c.324_325del"]) == counted(seen["c.560G>A"])
    assert {"VUS"} == {one.classification for one in seen.values()}


def test_the_same_two_without_parents_weigh_by_the_class_of_the_other():
    seen = proposals("acmg_recessive_trio.vcf", samples=["child"])

    assert counted(seen["c.324_325del"]) == {}  # the other is LP: 0.25
    assert counted(seen["c.560G>A"]) == {"PM3": 1}  # the other is P: 0.5


def test_a_change_that_the_mother_has_not_is_a_candidate_without_points():
    (new,) = proposals("acmg_new_in_son.vcf", parents=TRIO, samples=["child"]).values()

    assert [one.code for one in new.candidates] == ["PM6"]
    assert new.points == 0


def test_a_frequency_of_the_library_counts_for_its_allele_only():
    panel = load_panel()
    arg452 = next(one for one in panel.gene("ALAS2").known_variants if one.hgvs_c == "c.1354C>T")
    absent = Frequency(count=0, number=150_000)
    source = Source("frequencies", "sites.vcf.gz", None, date(2026, 11, 25), "0" * 64)
    library = Library(
        frequencies=dict.fromkeys(arg452.alleles, absent),
        frequency_sources=dict.fromkeys(Assembly, (source,)),
    )

    seen = proposals("acmg_exon_11.vcf", library=library)

    assert counted(seen["c.1354C>T"]) == {"PM2": 1}
    assert counted(seen["c.1676G>C"]) == {}


def test_a_score_counts_with_limits_and_exon_11_and_promoter_stop():
    seen = proposals("acmg_exon_11.vcf", predictor=Predictor("SCORE", LIMITS))

    assert {"PP3": 4} == counted(seen["c.1354C>T"]) == counted(seen["c.1676G>C"])
    assert "" == seen["c.1354C>T"].capped_why == seen["c.1676G>C"].capped_why
    very_strong = replace(LIMITS, limits=(Limit("PP3", Strength.VERY_STRONG, 0.8),))
    seen = proposals("acmg_exon_11.vcf", predictor=Predictor("SCORE", very_strong))
    assert (seen["c.1354C>T"].classification, seen["c.1676G>C"].classification) == ("LP", "VUS")
    assert "stops at VUS, not LP: exon 11" in seen["c.1676G>C"].capped_why


@pytest.mark.parametrize(
    "file", ["acmg_recessive_trio.vcf", "acmg_new_in_son.vcf", "acmg_exon_11.vcf"]
)
def test_a_proposal_never_touches_the_class_that_is_used(file):
    panel = load_panel()
    bare = replace(
        panel, genes=tuple(replace(gene, criteria=type(gene.criteria)()) for gene in panel.genes)
    )

    def classes(of):
        return [
            one.classification for one in find(VCFS / file, of, sexes=SEXES).samples[0].findings
        ]

    assert classes(panel) == classes(bare)
    assert all(
        one.proposal is None for one in find(VCFS / file, bare, sexes=SEXES).samples[0].findings
    )
