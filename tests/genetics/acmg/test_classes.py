"""From criteria to a class: points counted anew, contradictions, stops, and a person's criteria."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genetics.acmg.criteria import Criterion, StatedCriterion, Strength, Way
from genetics.acmg.evidence import evidence_of
from genetics.acmg.points import load_points
from genetics.acmg.proposals import contradictions, counted_once, proposal_from, with_proposals
from genetics.answers import Answer, Judged
from genetics.classification import Classification
from genetics.gene_files import load_panel
from genetics.inheritance import Sex
from genetics.library.library import NOTHING_ADDED
from genetics.library.records import Frequency
from genetics.results import Finding, Origin
from genetics.variants import Zygosity

DAY = date(2026, 11, 1)
USABLE = load_points().usable()


def finding(gene="SLC25A38", **changes):
    bare = Finding(gene, "", "", "p.?", Zygosity.HETEROZYGOUS, None, Origin.VCF)
    return replace(bare, consequence="missense_variant", **changes)


def evidence(gene="SLC25A38", **changes):
    of = load_panel().gene(gene)
    return evidence_of(finding(gene, **changes), (), (), of, Sex.FEMALE, NOTHING_ADDED)


def stated(code, strength="", source="a paper"):
    weight = Strength(strength) if strength else load_points().strengths[code]
    return StatedCriterion(code, weight, "A. Person", DAY, source)


def proposed(*added, gene="SLC25A38", **changes):
    return proposal_from((), added, evidence(gene, **changes))


def all_of(words):
    """Read "PS3 strong, PM1": a person's criteria, with their usual strength or another."""
    return [stated(*one.strip().split(" ", 1)) for one in words.split(",")]


# --- the points of one criterion, and the class of a sum ----------------------------------------

# Typed a second time, as KNOWLEDGE.md and the docstring of criteria.py say them.
WEIGHT = {"supporting": 1, "moderate": 2, "strong": 4, "very strong": 8, "stand-alone": 0}


def class_of(points):
    if points >= 10:
        return "P"
    if points >= 6:
        return "LP"
    if points >= 0:
        return "VUS"
    return "LB" if points >= -6 else "B"


@pytest.mark.parametrize(
    ("criteria", "points", "expected"),
    [
        ("PVS1, PM2", 10, "P"),
        ("PVS1, PM2 supporting", 9, "LP"),
        ("PS3, PM1", 6, "LP"),
        ("PS3, PP4", 5, "VUS"),
        ("PP4", 1, "VUS"),
        ("PP4, BP7", 0, "VUS"),
        ("BP7", -1, "LB"),
        ("BP4, BP5", -2, "LB"),
        ("BS1, BP4, BP7", -6, "LB"),
        ("BS1, BS2", -8, "B"),
        ("BS1, BP4, BP5, BP7", -7, "B"),
        ("PS2, PS3, PM1", 10, "P"),
        ("PP3 moderate, PM1", 4, "VUS"),
        ("PP1 strong, PM1", 6, "LP"),
    ],
)
def test_a_sum_has_its_class(criteria, points, expected):
    found = proposed(*all_of(criteria))

    assert (points, expected) == (found.points, found.classification)


@given(points=st.integers(-40, 40))
def test_every_sum_has_the_class_of_the_scale(points):
    assert load_points().class_for(points) == class_of(points)


def _strengths(code):
    alone = code == "BA1"
    return (
        st.just("stand-alone")
        if alone
        else st.sampled_from([one for one in WEIGHT if one != "stand-alone"])
    )


SETS = st.lists(
    st.sampled_from(USABLE).flatmap(lambda code: st.tuples(st.just(code), _strengths(code))),
    unique_by=lambda one: one[0],
    min_size=1,
    max_size=9,
)
AGAINST = [
    {"PP3", "BP4"},
    {"PVS1", "BA1"},
    {"BS1", "PM2"},
    {"BA1", "PM2"},
    {"PS3", "BS3"},
    {"PP1", "BS4"},
]
TWICE = {"PP3": "PVS1", "BS1": "BA1", "PM6": "PS2", "PM5": "PS1"}


@given(chosen=SETS)
def test_any_set_of_criteria_is_counted_as_by_hand(chosen):
    found = proposed(*(stated(code, strength) for code, strength in chosen))

    codes = {code for code, _ in chosen}
    points = sum(
        (-1 if code[0] == "B" else 1) * WEIGHT[strength]
        for code, strength in chosen
        if TWICE.get(code) not in codes
    )
    strong = {code for code, strength in chosen if WEIGHT[strength] >= 4 or code == "BA1"}
    both_ways = any(code[0] == "B" for code in strong) and any(code[0] == "P" for code in strong)
    against = both_ways or any(pair <= codes for pair in AGAINST)
    expected = None if against else "B" if "BA1" in codes else class_of(points)
    assert (points, expected) == (found.points, found.classification)
    assert bool(found.withheld_why) is against


# --- contradictions ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criteria", "pairs"),
    [
        ("PP3, BP4", [("PP3", "BP4")]),
        ("PVS1, BA1", [("PVS1", "BA1")]),
        ("PM2 supporting, BS1", [("BS1", "PM2")]),
        ("PM2 supporting, BA1", [("BA1", "PM2")]),
        ("PS3, BS3", [("PS3", "BS3")]),
        ("PP1, BS4", [("PP1", "BS4")]),
        ("PS4, BS1", [("PS4", "BS1")]),
        ("PVS1, BS2", [("PVS1", "BS2")]),
        ("PM1 strong, BP4 strong", [("PM1", "BP4")]),
        ("PS2, PS4, BS3", [("PS2", "BS3"), ("PS4", "BS3")]),
        ("PS3 moderate, BS1", []),
        ("PP3, BP7", []),
        ("PVS1, BP7", []),
    ],
)
def test_evidence_that_contradicts_itself_withholds_the_class_and_names_both(criteria, pairs):
    found = proposed(*all_of(criteria))

    assert tuple(pairs) == contradictions(found.counted)
    assert (found.classification is None) is bool(pairs)
    for first, second in pairs:
        assert f"{first} and {second} contradict each other" in found.withheld_why


def test_a_criterion_without_a_source_withholds_the_class():
    found = proposed(stated("PS3"), stated("PM1", source=""))

    assert found.classification is None
    assert found.withheld_why == "PM1 has no source"


@pytest.mark.parametrize(
    ("gene", "code", "why"),
    [
        ("ABCB7", "PVS1", "PVS1 does not apply in this gene: only hypomorphic missense"),
        ("ALAS2", "PM3", "PM3 does not apply in this gene: the disease is X-linked"),
        ("STEAP3", "PP1", "PP1 does not apply in this gene: the link"),
    ],
)
def test_a_persons_criterion_that_does_not_apply_in_the_gene_withholds_the_class(gene, code, why):
    of = load_panel().gene(gene)
    with_it = finding(gene, stated_criteria=(stated(code),))

    (found,) = with_proposals([with_it], (), of, Sex.FEMALE, NOTHING_ADDED)

    assert found.proposal.classification is None
    assert why in found.proposal.withheld_why


def test_a_withheld_finding_has_no_class_proposed():
    gene = load_panel().gene("SLC25A38")
    doubtful = finding(withheld=True, withheld_why="two sources disagree")

    (found,) = with_proposals([doubtful], (), gene, Sex.FEMALE, NOTHING_ADDED)

    assert found.proposal.classification is None
    assert found.proposal.withheld_why == "the finding itself is withheld: two sources disagree"


def test_a_founder_change_above_the_limit_is_withheld_for_a_person():
    gene = load_panel().gene("SLC25A38")
    often = finding(hgvs_c="c.560G>A", hgvs_p="p.(Arg187Gln)", frequency=Frequency(faf95=0.006))

    (found,) = with_proposals([often], (), gene, Sex.FEMALE, NOTHING_ADDED)

    assert found.proposal.classification is None
    assert "BA1: a founder change above the limit; a person decides" in found.proposal.withheld_why


# --- nothing is counted twice --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criteria", "silenced", "points"),
    [
        ("PVS1, PP3", "PP3", 8),
        ("BA1, BS1", "BS1", 0),
        ("PS2, PM6", "PM6", 4),
        ("PS1, PM5", "PM5", 4),
    ],
)
def test_the_same_evidence_counts_once(criteria, silenced, points):
    found = proposed(*all_of(criteria))

    assert points == found.points
    (one,) = [criterion for criterion in found.criteria if criterion.code == silenced]
    assert one.points == 0
    assert "not counted beside" in one.why


def test_a_candidate_silences_nothing():
    only_pointed_at = Criterion(
        "PVS1", Answer.CANNOT_TELL, None, 0, "", "", "s", candidate=True, way=Way.CANDIDATE
    )
    predicted = Criterion("PP3", Answer.YES, Strength.SUPPORTING, 1, "", "", "s")

    assert counted_once([only_pointed_at, predicted])[1].points == 1


# --- where the class stops -----------------------------------------------------------------------

EXON_11 = {"exon": 11}
PROMOTER = {"hgvs_c": "c.-258C>G", "consequence": "upstream_gene_variant"}
INTRON = {"hgvs_c": "c.-15-2187T>C", "consequence": "intron_variant"}


@pytest.mark.parametrize(
    ("gene", "place", "criteria", "expected", "why"),
    [
        ("ALAS2", {"exon": 5}, "PS3, PS4, PM1", "P", ""),
        ("ALAS2", EXON_11, "PS3, PS4, PM1", "VUS", "stops at VUS, not P: exon 11"),
        ("ALAS2", EXON_11, "PS3, PM1", "VUS", "stops at VUS, not LP: exon 11"),
        ("ALAS2", EXON_11, "BS1, BP4", "VUS", "stops at VUS, not LB: exon 11"),
        ("ALAS2", EXON_11, "PM1", "VUS", ""),
        ("ALAS2", EXON_11, "BA1", "VUS", "exon 11"),
        (
            "ALAS2",
            {"hgvs_c": "c.1676G>C", "consequence": "missense_variant"},
            "PS3, PS4, PM1",
            "VUS",
            "exon 11",
        ),
        (
            "ALAS2",
            PROMOTER,
            "PS3, PS4, PM1",
            "VUS",
            "stops at VUS, not P: a change of the promoter",
        ),
        ("ALAS2", INTRON, "PS3, PS4, PM1", "VUS", "of intron 1"),
        ("ALAS2", {"hgvs_c": "c.-258C>G", "consequence": ""}, "PS3, PS4, PM1", "VUS", "promoter"),
        (
            "SLC25A38",
            {"hgvs_c": "c.792+5G>C", "consequence": "splice_region_variant"},
            "PS3, PM1",
            "VUS",
            "outside the coding bases",
        ),
        (
            "SLC25A38",
            {"hgvs_c": "c.276+1G>A", "consequence": "splice_donor_variant"},
            "PS3, PM1",
            "LP",
            "",
        ),
        (
            "SLC25A38",
            {"consequence": "5_prime_UTR_variant"},
            "PS3, PM1",
            "VUS",
            "outside the coding bases",
        ),
        (
            "ABCB7",
            {"consequence": "intron_variant&splice_region_variant"},
            "PS3, PM1",
            "VUS",
            "outside",
        ),
        ("ABCB7", {"exon": 11}, "PS3, PM1", "LP", ""),
        ("STEAP3", {}, "PS3, PS4, PM4", "VUS", "stops at VUS, not P: The link between STEAP3"),
        ("STEAP3", {}, "BS1, BS2", "B", ""),
    ],
)
def test_the_class_stops_at_vus_where_a_person_must_decide(gene, place, criteria, expected, why):
    of = load_panel().gene(gene)
    where = replace(finding(gene), **{"consequence": "missense_variant", **place})
    seen = evidence_of(where, (), (), of, Sex.FEMALE, NOTHING_ADDED)

    found = proposal_from((), all_of(criteria), seen)

    assert expected == found.classification
    assert bool(why) is bool(found.capped_why)
    assert why in found.capped_why


# --- what cannot be judged, and whose it is ------------------------------------------------------


@pytest.mark.parametrize(("sex", "doubted"), [(Sex.MALE, True), (Sex.FEMALE, False)])
def test_a_null_change_in_a_man_is_doubted_on_the_finding_itself(sex, doubted):
    gene = load_panel().gene("ALAS2")
    stop = replace(finding("ALAS2", exon=5), consequence="stop_gained")

    (found,) = with_proposals([stop], (), gene, sex, NOTHING_ADDED)
    (again,) = with_proposals([found], (), gene, sex, NOTHING_ADDED)

    told = [one for one in found.warnings if "expected to be lethal in males" in one]
    assert (len(told), again.warnings) == (doubted, found.warnings)


def test_where_no_criterion_can_be_answered_no_class_is_proposed():
    gene = load_panel().gene("ALAS2")
    unknown = replace(finding("ALAS2"), consequence="", zygosity=None)

    (found,) = with_proposals([unknown], (), gene, Sex.UNKNOWN, NOTHING_ADDED)

    assert found.proposal.classification is None
    assert found.proposal.withheld_why == "nothing could be judged"
    assert found.proposal.in_words.startswith("no class is proposed: nothing could be judged")
    cannot = [one for one in found.proposal.criteria if one.met is Answer.CANNOT_TELL]
    assert all(one.why for one in cannot)
    assert {"PVS1", "PM2", "PP3", "PP1"} <= {one.code for one in cannot}


def test_a_persons_criterion_stands_in_the_place_of_ours_and_is_shown_as_theirs():
    gene = load_panel().gene("SLC25A38")
    nonsense = replace(
        finding(),
        consequence="stop_gained",
        nmd=Judged(Answer.YES, "exon 2"),
        stated_criteria=(stated("PVS1", "moderate"), stated("PM1")),
    )

    (found,) = with_proposals([nonsense], (), gene, Sex.FEMALE, NOTHING_ADDED)

    theirs = {one.code: one for one in found.proposal.criteria if one.by}
    assert {"PVS1", "PM1"} == set(theirs)
    assert theirs["PVS1"].by == "A. Person, 2026-11-01"
    assert "added by A. Person, 2026-11-01" in theirs["PVS1"].in_words
    assert (theirs["PVS1"].points, theirs["PM1"].points, found.proposal.points) == (2, 2, 4)
    assert sum(one.code == "PVS1" for one in found.proposal.criteria) == 1


def test_the_class_that_is_used_never_changes():
    gene = load_panel().gene("SLC25A38")
    classed = finding(
        classification=Classification.BENIGN, stated_criteria=tuple(all_of("PVS1, PM1"))
    )

    (found,) = with_proposals([classed], (), gene, Sex.FEMALE, NOTHING_ADDED)

    assert Classification.BENIGN is found.classification
    assert Classification.PATHOGENIC is found.proposal.classification
    assert "not signed by anybody" in found.proposal.in_words


def test_a_gene_without_criteria_and_a_somatic_finding_have_no_proposal():
    panel = load_panel()

    for gene, one in (("SF3B1", finding("SF3B1")), ("ALAS2", finding("ALAS2", somatic=True))):
        (found,) = with_proposals([one], (), panel.gene(gene), Sex.MALE, NOTHING_ADDED)
        assert found.proposal is None
