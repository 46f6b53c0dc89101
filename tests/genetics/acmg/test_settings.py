"""What the files say of criteria is closed: each mistake in them is refused with line and remedy."""

import re
from dataclasses import asdict
from importlib import resources

import pytest

from genetics.acmg.criteria import Strength, Way
from genetics.acmg.points import FILE, load_points, points_from, why_not_a_code, why_not_a_strength
from genetics.acmg.settings import OF_EACH_GENE
from genetics.errors import KnowledgeInvalid
from genetics.gene_files import load_panel, panel_from
from genetics.kin.de_novo import PARENT_DEPTH

POINTS = resources.files("genetics.acmg").joinpath("points.toml").read_text("utf-8")


def gene_text(symbol):
    return resources.files("genetics.genes").joinpath(f"{symbol}.toml").read_text("utf-8")


def broken(symbol, old, new):
    text = gene_text(symbol)
    assert text.count(old) >= 1, old
    with pytest.raises(KnowledgeInvalid) as error:
        panel_from([(f"{symbol}.toml", text.replace(old, new, 1))], "test")
    return [str(mistake) for mistake in error.value.mistakes]


# --- the settings of the four genes, typed a second time from KNOWLEDGE.md 7 --------------------

D, C, P, R, N = Way.DATA, Way.CANDIDATE, Way.PERSON, Way.RECORDED, Way.OFF
ORDER = ("ALAS2", "SLC25A38", "ABCB7", "STEAP3")
WAYS = {
    "PVS1": (C, D, N, N),
    "PM2": (D, D, D, N),
    "BS1": (D, D, D, R),
    "BA1": (D, D, D, D),
    "BS2": (P, P, P, P),
    "PS1": (C, C, C, N),
    "PM5": (C, C, C, N),
    "PM1": (P, P, P, N),
    "PM3": (N, D, N, N),
    "PS2": (C, P, C, N),
    "PM6": (C, P, C, N),
    "PP1": (D, D, D, N),
    "PP3": (D, D, D, N),
    "BP4": (D, D, D, N),
    "BP7": (D, D, D, D),
    "PP4": (P, P, P, P),
    "PS3": (P, P, P, P),
    "BS3": (P, P, P, P),
    "PS4": (P, P, P, P),
}
LIMITS = {
    "PM2": (1e-5, 1e-4, 1e-5, None),
    "BS1": (1e-4, 1e-3, 1e-4, None),
    "BA1": (1e-3, 5e-3, 1e-3, 1e-3),
}


@pytest.mark.parametrize("code", WAYS)
def test_each_gene_says_of_each_criterion_how_it_applies(code):
    rules = [
        {one.code: one for one in load_panel().gene(gene).criteria.rules}[code] for gene in ORDER
    ]

    assert WAYS[code] == tuple(rule.way for rule in rules)
    assert LIMITS.get(code, (None,) * 4) == tuple(rule.at_most or rule.above for rule in rules)
    assert all(rule.source for rule in rules)
    assert all(rule.reason for rule in rules if rule.way is not Way.DATA)


def test_the_table_has_every_criterion_that_a_gene_must_speak_of():
    assert set(WAYS) == OF_EACH_GENE


def test_only_pm2_is_weaker_than_its_letters_and_only_exon_11_of_alas2_stops():
    panel = load_panel()
    weaker = {
        (gene.symbol, rule.code)
        for gene in panel.genes
        for rule in gene.criteria.rules
        if rule.strength not in {None, load_points().strengths[rule.code]}
    }
    assert {("ALAS2", "PM2"), ("SLC25A38", "PM2"), ("ABCB7", "PM2")} == weaker
    stops = {
        (gene.symbol, stop.exon, stop.non_coding)
        for gene in panel.genes
        for stop in gene.criteria.stops
    }
    assert {("ALAS2", 11, False), *((gene, None, True) for gene in ORDER)} == stops


# --- the point scale -----------------------------------------------------------------------------


def test_the_scale_is_the_one_that_its_docstring_states():
    scale = load_points()

    assert {**scale.points} == {"supporting": 1, "moderate": 2, "strong": 4, "very strong": 8}
    assert [*scale.least] == [("P", 10), ("LP", 6), ("VUS", 0), ("LB", -6)]
    assert {
        key: value
        for key, value in asdict(scale.in_trans).items()
        if key not in {"source", "supporting_from", "moderate_from"}
    } == {
        "in_trans": 1.0,
        "unknown_with_pathogenic": 0.5,
        "unknown_with_likely_pathogenic": 0.25,
        "homozygous": 0.5,
    }
    assert (scale.de_novo.least_depth, scale.de_novo.share_below) == (30, 0.01)
    assert PARENT_DEPTH == 30


def test_the_codes_are_the_28_of_acmg_and_the_letters_give_the_strength():
    numbers = {"PVS": 1, "PS": 4, "PM": 6, "PP": 5, "BA": 1, "BS": 4, "BP": 7}
    words = {
        "PVS": "very strong",
        "PS": "strong",
        "PM": "moderate",
        "PP": "supporting",
        "BA": "stand-alone",
        "BS": "strong",
        "BP": "supporting",
    }
    expected = {
        f"{letters}{n}": words[letters]
        for letters, last in numbers.items()
        for n in range(1, last + 1)
    }

    assert expected == {code: str(strength) for code, strength in load_points().strengths.items()}
    assert {"PP5", "BP6"} == set(load_points().retired)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "moderate = 2",
            "moderate = 1",
            "points: a stronger criterion has fewer points; correct the points",
        ),
        ("LP = 6", "LP = 11", "least: the limits of the classes do not fall; correct the limits"),
        (
            'codes = ["PP3", "BP4"]',
            'codes = ["PP3", "BP9"]',
            'contradiction: "BP9" is not a criterion; correct it',
        ),
        ('code = "PM1"', 'code = "PM2"', "criterion: PM2 is there twice; keep one"),
        ('code = "PM1"', 'code = "PX1"', "criterion"),
        ('strength = "moderate"', 'strength = "modest"', "is not an allowed value"),
        ("supporting = 1\n", "supporting = 1\nweak = 0\n", 'unknown key "weak"'),
        ("strong = 4\n", "", 'the key "strong" is missing'),
    ],
)
def test_a_slip_in_the_point_scale_is_refused(old, new, expected):
    with pytest.raises(KnowledgeInvalid) as error:
        points_from(POINTS.replace(old, new, 1), FILE)

    told = "\n".join(map(str, error.value.mistakes))
    assert re.match(rf"{FILE}:\d+: ", told)
    assert expected in told


@pytest.mark.parametrize(
    ("code", "what", "remedy"),
    [
        ("PS3", "", ""),
        (
            "PP5",
            "PP5 is never used: another laboratory's class is no evidence by itself; ClinGen SVI has retired the criterion",
            "take it out",
        ),
        (
            "BP6",
            "BP6 is never used: another laboratory's class is no evidence by itself; ClinGen SVI has retired the criterion",
            "take it out",
        ),
        ("PS33", '"PS33" is not a criterion', 'did you mean "PS3"? (allowed: PVS1'),
        ("X", '"X" is not a criterion', "(allowed: PVS1"),
    ],
)
def test_a_code_is_one_of_the_closed_list(code, what, remedy):
    told, how = why_not_a_code(code)

    assert what == told
    assert how.startswith(remedy)


@pytest.mark.parametrize(
    ("code", "strength", "fits"),
    [
        ("BA1", "stand-alone", True),
        ("BA1", "strong", False),
        ("PS3", "stand-alone", False),
        ("PS3", "supporting", True),
        ("BS1", "very strong", True),
    ],
)
def test_only_ba1_stands_alone(code, strength, fits):
    assert (why_not_a_strength(code, Strength(strength)) == ("", "")) is fits


# --- a slip in a gene file ----------------------------------------------------------------------

PM2 = 'code = "PM2"\nway = "data"\nstrength = "supporting"\nat_most = '
SLIPS = [
    (
        "ALAS2",
        'code = "PM1"',
        'code = "PM11"',
        [
            'criterion 8, code: "PM11" is not a criterion; did you mean "PM1"?',
            "criterion: nothing is said of PM1; add [[criterion]] for PM1",
        ],
    ),
    (
        "ALAS2",
        'code = "PM1"',
        'code = "PP5"',
        ["criterion 8, code: PP5 is never used", "nothing is said of PM1"],
    ),
    (
        "ALAS2",
        'code = "PM1"',
        'code = "PM2"',
        ["criterion 8, code: PM2 is there twice, first in line", "nothing is said of PM1"],
    ),
    (
        "ALAS2",
        'code = "PM1"\nway = "person"',
        'code = "PM1"\nway = "data"',
        ['criterion 8, way: no data answer PM1; write way = "person"'],
    ),
    ("ALAS2", 'way = "person"', 'way = "personal"', ['way: "personal" is not an allowed value']),
    (
        "ALAS2",
        f"{PM2}1e-05",
        f"{PM2}1e-03",
        ["criterion 3: the limit of BS1 is not above that of PM2; correct one of the two"],
    ),
    ("ALAS2", "above = 0.0001", "", ['criterion 3: BS1 has no limit; add "above"']),
    ("ALAS2", "above = 0.0001", "above = 10.0", ["criterion 3, above: 10 is no allele frequency"]),
    ("ALAS2", "least = 2", "least = 0", ["least"]),
    (
        "ALAS2",
        "before_exon = 11",
        "before_exon = 12",
        ["criterion 1, before_exon: NM_000032.5 has no exon 12; write one of 1 to 11"],
    ),
    (
        "ALAS2",
        "[[class_stop]]\nexon = 11",
        "[[class_stop]]\nexon = 21",
        ["class_stop 1, exon: NM_000032.5 has no exon 21"],
    ),
    (
        "ALAS2",
        "[[class_stop]]\nexon = 11",
        "[[class_stop]]",
        ["class_stop 1: it is not said where the class stops; give exon, or non_coding = true"],
    ),
    (
        "SLC25A38",
        '["c.349C>T", "c.560G>A"]',
        '["c.349C>T", "c.561G>A"]',
        ["criterion 3, exceptions", "c.561G>A is no change of this file"],
    ),
    (
        "SLC25A38",
        'code = "PVS1"\nway = "data"\nstrength = "very strong"',
        'code = "PVS1"\nway = "data"\nstrength = "stand-alone"',
        ["criterion 1, strength: PVS1 cannot stand alone"],
    ),
    (
        "ABCB7",
        'reason = "the disease is X-linked"\n',
        "",
        ["it is not said why PM3 is not left to the data"],
    ),
]


@pytest.mark.parametrize(("gene", "old", "new", "expected"), SLIPS)
def test_nothing_that_a_gene_file_says_of_criteria_falls_through(gene, old, new, expected):
    told = "\n".join(broken(gene, old, new))

    for words in expected:
        assert words in told
    assert re.match(rf"{gene}\.toml:\d+: ", told)
