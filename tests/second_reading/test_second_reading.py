"""Every fact of the knowledge files was entered twice; the two readings agree or it is settled.

What only one reader entered is printed (``pytest -s``) and stands in decisions.toml with a
reason. An open difference is expected to fail until the file is mended; then its entry in
decisions.toml goes.
"""

import importlib.util
import sys
import tomllib
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from genetics.acmg.criteria import Strength, Way
from genetics.acmg.points import load_points
from genetics.classification import Classification
from genetics.gene_files import load_panel
from pedigrees.clinical.facts import CHOICES, FACT_TYPES
from pedigrees.clinical.laboratory import load_lab_items
from reports.management.checking import check
from reports.management.language import parse
from reports.management.rules import load_rules

HERE = Path(__file__).parent
Key = tuple[str, str]


def _compare() -> ModuleType:
    spec = importlib.util.spec_from_file_location("second_reading_compare", HERE / "compare.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def _decided(table: str) -> dict[Key, str]:
    decisions = tomllib.loads((HERE / "decisions.toml").read_text("utf-8"))
    return {
        (row["file"], entry): row["reason"]
        for row in decisions.get(table, [])
        for entry in row["entries"]
    }


compare = _compare()
ENTERED_ONCE, DECIDED, OPEN = _decided("entered_once"), _decided("decided"), _decided("open")


@pytest.fixture(scope="module")
def differences() -> dict[Key, object]:
    return {one.key: one for one in compare.all_differences()}


def test_the_two_readings_agree_or_it_is_settled(differences):
    settled = ENTERED_ONCE.keys() | DECIDED.keys() | OPEN.keys()
    unsettled = [str(one) for key, one in differences.items() if key not in settled]
    assert not unsettled, "\n".join(unsettled)


def test_entered_once_only_is_listed_with_a_reason(differences):
    once = {key for key, one in differences.items() if one.entered_once_only}
    for file, entry in sorted(once):
        print(f"entered once only: {file}: {entry}")
    assert once == ENTERED_ONCE.keys()


def test_no_decision_without_a_difference(differences):
    stale = (ENTERED_ONCE.keys() | DECIDED.keys()) - differences.keys()
    assert not stale, f"no longer different: {sorted(stale)}"


@pytest.mark.parametrize(
    "key",
    [
        pytest.param(key, id=": ".join(key), marks=pytest.mark.xfail(reason=reason))
        for key, reason in OPEN.items()
    ],
)
def test_an_open_difference_is_mended(differences, key):
    assert key not in differences, str(differences[key])


def test_each_fact_is_entered_for_one_reason_only():
    tables = [ENTERED_ONCE, DECIDED, OPEN]
    assert sum(len(table) for table in tables) == len(set().union(*tables))


def test_every_trigger_of_the_second_reading_is_an_expression_over_the_facts():
    conditions = load_rules().conditions
    for row in compare.second("alarms.toml")["alarm"]:
        check(parse(row["trigger"]), FACT_TYPES, conditions, CHOICES, ())


def test_a_slip_in_a_gene_file_is_found(differences):
    panel = load_panel()
    gene = panel.gene("ALAS2")
    known = next(one for one in gene.known_variants if one.hgvs_c == "c.1231C>T")
    moved = tuple(replace(allele, pos=allele.pos + 1) for allele in known.alleles)
    slips = tuple(
        replace(one, alleles=moved) if one is known else one for one in gene.known_variants
    )
    changed = replace(gene, hgnc="HGNC:398", known_variants=slips)
    genes = tuple(changed if one is gene else one for one in panel.genes)
    found = {one.entry for one in compare.gene_differences(replace(panel, genes=genes))}
    assert found - {entry for _, entry in differences} == {
        "hgnc",
        "c.1231C>T GRCh37",
        "c.1231C>T GRCh38",
    }


def test_a_slip_in_a_rule_or_a_laboratory_item_is_found():
    first, *others = load_rules().rules
    assert first.condition == "ALAS2_LOF and sideroblastic"
    changed = replace(first, condition="ALAS2_LOF or sideroblastic")
    entries = [one.entry for one in compare.rule_differences([changed, *others])]
    assert "SR-01 condition" in entries
    items = dict(load_lab_items())
    items["copper"] = replace(items["copper"], refuse_above=600)
    assert "copper refuse_above" in [one.entry for one in compare.lab_differences(items)]


def test_a_slip_among_the_facts_is_found():
    types = {name: kind.value for name, kind in FACT_TYPES.items()}
    assert compare.fact_differences(types) == []
    slip = {**types, "severe_anaemia": "bool"}
    assert [str(one) for one in compare.fact_differences(slip)] == [
        "pedigrees/clinical/facts.py: severe_anaemia: first bool, second bool?"
    ]


@pytest.mark.parametrize(
    ("code", "slip", "entry"),
    [
        ("PVS1", {"way": Way.DATA}, "PVS1 way"),
        ("PVS1", {"before_exon": 10}, "PVS1 before_exon"),
        ("PM2", {"at_most": 1e-4}, "PM2 at_most"),
        ("PM2", {"strength": Strength.MODERATE}, "PM2 strength"),
        ("BA1", {"above": 5e-3}, "BA1 above"),
        ("BA1", {"exceptions": ("c.1354C>T",)}, "BA1 exceptions"),
    ],
)
def test_a_slip_in_a_criterion_is_found(differences, code, slip, entry):
    gene = load_panel().gene("ALAS2")
    rules = tuple(replace(one, **slip) if one.code == code else one for one in gene.criteria.rules)
    before = {entry for file, entry in differences if file.endswith("ALAS2.toml")}
    assert entry in found_of(gene, replace(gene.criteria, rules=rules)) ^ before


def test_a_lost_criterion_or_class_stop_is_found():
    gene = load_panel().gene("ALAS2")
    rules = tuple(one for one in gene.criteria.rules if one.code != "BS1")
    lost = found_of(gene, replace(gene.criteria, rules=rules, stops=gene.criteria.stops[1:]))
    assert {"BS1 way", "BS1 above", "class stop exon 11"} <= lost


def found_of(gene, criteria):
    """Return the entries of ALAS2 that differ when its criteria are these."""
    panel = load_panel()
    genes = tuple(replace(one, criteria=criteria) if one is gene else one for one in panel.genes)
    found = compare.criterion_differences(replace(panel, genes=genes), load_points())
    return {one.entry for one in found if one.file.endswith("ALAS2.toml")}


def test_a_slip_in_the_points_is_found(differences):
    scale = load_points()
    slip = replace(
        scale,
        points={**scale.points, Strength.STRONG: 3},
        least=((Classification.PATHOGENIC, 9), *scale.least[1:]),
        strengths={**scale.strengths, "PS1": Strength.MODERATE},
        retired={},
        in_trans=replace(scale.in_trans, homozygous=1.0),
        de_novo=replace(scale.de_novo, least_depth=20),
        counted_once=tuple((second, first) for first, second in scale.counted_once[:1]),
    )
    found = {one.entry for one in compare.point_differences(slip)}
    assert found - {entry for _, entry in differences} == {
        "points strong",
        "least P",
        "PS1 strength",
        "PP5 retired",
        "BP6 retired",
        "in_trans homozygous",
        "de_novo least_depth",
        "counted_once PP3 PVS1",
    }


def test_a_retired_criterion_is_off_in_every_gene():
    found = compare.criterion_differences(load_panel(), replace(load_points(), retired={}))
    off = {(one.file, one.entry) for one in found if one.entry in {"PP5 way", "BP6 way"}}
    assert len(off) == 8
