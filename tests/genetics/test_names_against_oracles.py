"""Names and consequences of random changes, against two other programs and against the bases.

``hgvs`` with ``cdot`` says the coding and the protein name, ``bcftools csq`` the consequence; neither
shares a line with ours. The third oracle applies our names to the bases and looks whether the change
comes out (``oracle_truth.py``). A difference is allowed only where a rule explains it
(``oracle_rules.py``); how often each rule was needed is printed.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from made_up_genome import BUILD
from oracle_cases import Case, Of, differences
from oracle_csq import consequences
from oracle_genome import OracleGene, invented_genes, other_genes, own_genes, write_fasta, write_gff
from oracle_hgvs import HgvsOracle
from oracle_rules import explanation
from oracle_truth import why_untrue
from oracle_variants import OracleChange, changes

from genetics.normalise import normalise
from genetics.sequence.names import SequenceName, name_by_sequence

GENES, CHANGES = 20, 5
"""The seeds of the genome and of the changes."""
SHOWN = 40
MOST_EXPLAINED = 0.12
"""Of the three answers (c., p., terms) so many per change may need a rule."""


@pytest.fixture(scope="session")
def own() -> list[OracleGene]:
    """Our genes in their true exons, and invented ones."""
    return [*own_genes(GENES), *invented_genes(GENES)]


def cases(genes: Sequence[OracleGene], how_many: int, folder: Path, seed: int) -> list[Case]:
    """Let all of them name the same random changes."""
    fasta, gff = folder / "genome.fa", folder / "genes.gff"
    write_fasta(genes, fasta)
    write_gff(genes, gff)
    asked = changes(genes, how_many, seed)
    oracle = HgvsOracle(genes, fasta)
    named = [oracle.name(change) for change in asked]
    spelled = [
        [
            replace(change, variant=name.places[way])
            for change, name in zip(asked, named, strict=True)
        ]
        for way in (0, 1)
    ]
    left, right = (consequences(one, fasta, gff, folder) for one in spelled)
    return [
        Case(change, _ours(change), *said)
        for change, *said in zip(asked, named, zip(left, right, strict=True), strict=True)
    ]


def _ours(change: OracleChange) -> SequenceName:
    gene, said = change.gene, change.variant
    variant = normalise(BUILD, said.chrom, said.pos, said.ref, said.alt, gene.bases).variant
    return name_by_sequence(gene.transcript, variant, gene.bases, gene.protein)


def require_a_rule_for_each_difference(all_cases: Sequence[Case]) -> Counter[str]:
    """Return how often each rule explains a difference. Fails on any that none explains."""
    explained: Counter[str] = Counter()
    unexplained = [
        f"{case}\n    untrue: {why}"
        for case in all_cases
        if (why := why_untrue(case.change, case.ours))
    ]
    for case in all_cases:
        for difference in differences(case):
            rule = explanation(case, difference)
            if rule is None:
                unexplained.append(f"{case}\n    {difference}")
            else:
                explained[rule] += 1
    shown = "\n".join(unexplained[:SHOWN])
    assert not unexplained, f"{len(unexplained)} unexplained differences:\n{shown}"
    print(f"\n{len(all_cases)} changes, 0 unexplained differences; explained:")
    for rule, count in explained.most_common():
        print(f"{count:6d} {rule}")
    assert explained.total() < MOST_EXPLAINED * len(all_cases), "the rules explain too much"
    return explained


needs_bcftools = pytest.mark.skipif(
    shutil.which("bcftools") is None, reason="bcftools is not installed"
)


@needs_bcftools
def test_a_thousand_changes_are_named_as_hgvs_and_bcftools_name_them(own, tmp_path):
    require_a_rule_for_each_difference(cases(own, 1000, tmp_path, CHANGES))


@needs_bcftools
def test_the_oracles_notice_the_name_of_another_change(own, tmp_path):
    """Each change gets the name of the next one of its gene: none of them may pass."""
    right = [case for case in cases(own, 200, tmp_path, CHANGES) if case.ours.coding is not None]
    by_gene: dict[str, list[Case]] = {}
    for case in right:
        by_gene.setdefault(case.change.gene.symbol, []).append(case)
    for of_gene in by_gene.values():
        for case, following in pairwise(of_gene):
            wrong = replace(case, ours=following.ours)
            of = {d.of for d in differences(wrong) if explanation(wrong, d) is None}
            assert Of.CODING in of
            assert why_untrue(wrong.change, wrong.ours) == "the coding name makes other bases"


@needs_bcftools
@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_twenty_thousand_changes_are_named_as_hgvs_and_bcftools_name_them(part, tmp_path):
    genes = [*own_genes(part), *invented_genes(part, 40)]
    require_a_rule_for_each_difference(cases(genes, 5000, tmp_path, part))


@needs_bcftools
def test_changes_of_other_true_genes_are_named_alike(shared, tmp_path):
    genes = other_genes(shared / "reference", GENES)
    assert {gene.strand for gene in genes} == {"+", "-"}
    require_a_rule_for_each_difference(cases(genes, 200, tmp_path, CHANGES))
