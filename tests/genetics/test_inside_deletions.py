"""A change called homozygous inside a called deletion may lie on the one copy that is left."""

import pytest
from true_places import true_genome
from vcf_helpers import HEADER, vcf_text

from genetics.answers import Answer
from genetics.findings import find
from genetics.inside_deletions import HOMOZYGOUS_IN_DELETION
from genetics.variants import Assembly, Zygosity

FIELDS = (
    *HEADER,
    '##FORMAT=<ID=CN,Number=1,Type=Integer,Description="copies">',
    '##INFO=<ID=END,Number=1,Type=Integer,Description="end">',
)
CHANGE = "chr3 39391488 . C T 50 PASS . GT"


@pytest.mark.parametrize(
    ("structural", "genotype", "in_doubt"),
    [
        ("chr3 39390000 . A <DEL> 50 PASS END=39392000 GT 0/1", "1/1", True),
        ("chr3 39390000 . A <CNV> 50 PASS END=39392000 GT:CN 0/1:1", "1/1", True),
        ("chr3 39390000 . A <CNV> 50 PASS END=39392000 GT:CN 0/1:3", "1/1", False),
        ("chr3 39390000 . A <DUP> 50 PASS END=39392000 GT 0/1", "1/1", False),
        ("chr3 39390000 . A <DEL> 50 PASS END=39392000 GT 0/0", "1/1", False),
        ("chr3 39390000 . A <DEL> 50 PASS END=39391487 GT 0/1", "1/1", False),
        ("chr3 39390000 . A <DEL> 50 PASS END=39392000 GT 0/1", "0/1", False),
    ],
)
def test_homozygous_inside_a_deletion_is_as_called_and_rests_on_nothing(
    tmp_path, panel, structural, genotype, in_doubt
):
    path = tmp_path / "in.vcf"
    path.write_text(vcf_text(structural, f"{CHANGE} {genotype}", header=FIELDS))
    [finding] = find(path, panel).of("person").findings

    called = Zygosity.HOMOZYGOUS if genotype == "1/1" else Zygosity.HETEROZYGOUS
    assert finding.zygosity is called
    ids = [getattr(warning, "id", "") for warning in finding.warnings]
    assert (HOMOZYGOUS_IN_DELETION in ids) is in_doubt
    pm3 = next(one for one in finding.proposal.criteria if one.code == "PM3")
    assert (pm3.met is Answer.CANNOT_TELL) is in_doubt


def test_a_long_deletion_on_both_copies_casts_no_doubt_on_itself(tmp_path, panel):
    path = tmp_path / "in.vcf"
    bases = true_genome(Assembly.GRCH38).bases["3"]
    gone = "".join(bases[pos] for pos in range(39391450, 39391530))
    path.write_text(vcf_text(f"chr3 39391450 . {gone} {gone[0]} 50 PASS . GT 1/1", header=FIELDS))
    result = find(path, panel).of("person")

    assert any(gene.structural for gene in result.genes)
    for finding in result.findings:
        assert HOMOZYGOUS_IN_DELETION not in [getattr(w, "id", "") for w in finding.warnings]
