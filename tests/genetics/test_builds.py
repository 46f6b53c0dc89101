"""The genome build is stated or concluded from signs that agree, and never guessed."""

import pytest

from genetics.builds import KnownGenome, assembly_named, conclude, signs_in
from genetics.errors import InputRejected
from genetics.reference.tables import load_contig_lengths, load_reference_bases
from genetics.variants import Assembly

GRCH37, GRCH38 = Assembly.GRCH37, Assembly.GRCH38
X37, X38 = ("X", 155270560), ("X", 156040895)
CHR1_37 = ("1", 249250621)


@pytest.fixture(scope="module")
def known() -> KnownGenome:
    return KnownGenome(load_contig_lengths(), load_reference_bases())


def bases(known: KnownGenome, build: Assembly, number: int) -> list[tuple[str, int, str]]:
    return [(*place, base) for place, base in list(known.bases[build].items())[:number]]


def result(known, lengths=(), lines=(), refs=(), stated=None) -> str:
    """Say the build, or why the file is refused."""
    try:
        return conclude("a.vcf", signs_in(lengths, lines, refs, known), stated).assembly
    except InputRejected as error:
        return str(error)


CANNOT = "the genome build cannot be concluded"
CONTRADICT = "the signs of the genome build contradict each other"
OTHER = "the file is on neither GRCh37 nor GRCh38"
STATED = "the file contradicts the stated build"


@pytest.mark.parametrize(
    ("lengths", "lines", "stated", "expected"),
    [
        # two signs that agree
        ([X37], ["##reference=hg19.fa"], None, GRCH37),
        ([X38], ["##reference=file:///ref/GRCh38.d1.vd1.fa"], None, GRCH38),
        ([X37, CHR1_37], ["##contig=<ID=X,length=155270560,assembly=b37>"], None, GRCH37),
        (
            [X38],
            ['##VEP="v110" cache="/vep/homo_sapiens/110_GRCh38" assembly="GRCh38.p14"'],
            None,
            GRCH38,
        ),
        ([X37], ['##SnpEffCmd="SnpEff GRCh37.75 in.vcf"'], None, GRCH37),
        # one sign, or none
        ([X37], [], None, CANNOT),
        ([], ["##reference=hg38.fa", "##VEP=v1 assembly=GRCh38"], None, CANNOT),
        ([], [], None, CANNOT),
        ([("MT", 16569), ("GL000192.1", 547496)], ["##reference=hg19.fa"], None, CANNOT),
        # stated
        ([], [], GRCH37, GRCH37),
        ([X37], [], GRCH37, GRCH37),
        ([X37], [], GRCH38, STATED),
        ([], ["##reference=hg19.fa"], GRCH38, STATED),
        # contradictions, which no statement overrides
        ([X37], ["##reference=hg38.fa"], None, CONTRADICT),
        ([X37], ["##reference=hg38.fa"], GRCH37, CONTRADICT),
        ([X37, ("3", 198295559)], ["##reference=hg19.fa"], GRCH37, CONTRADICT),
        ([X37, ("3", 1000)], ["##reference=hg19.fa"], GRCH37, CONTRADICT),
        ([X37], ["##reference=hg19.fa", "##VEP=v1 assembly=GRCh38"], None, CONTRADICT),
        # another genome
        ([("X", 154259566)], [], GRCH38, OTHER),
        ([], ["##reference=chm13v2.0.fa"], GRCH38, OTHER),
        ([("20", 62435964)], ["##reference=1000GenomesPilot-NCBI36.fasta"], None, OTHER),
        # lines that tell a file's history are no sign
        ([X38], ["##reference=GRCh38.fa", "##liftOverFrom=hg19.fa", "##source=b37"], None, GRCH38),
    ],
)
def test_lengths_and_header_lines(known, lengths, lines, stated, expected):
    assert result(known, lengths, lines, stated=stated).startswith(
        expected if expected in set(Assembly) else f"a.vcf: {expected}"
    )


def test_three_bases_that_agree_are_a_sign(known):
    refs = bases(known, GRCH37, 3)

    assert result(known, [X37], refs=refs) == GRCH37
    assert "signs: REF bases: 3 of 3 agree with GRCh37" in result(known, refs=refs)


def test_two_bases_that_agree_are_listed_and_do_not_count(known):
    said = result(known, [X37], refs=bases(known, GRCH37, 2))

    assert CANNOT in said
    assert "REF bases: 2 of 2 agree with GRCh37, fewer than the 3 that would count" in said


@pytest.mark.parametrize("stated", [None, GRCH38])
def test_one_base_that_differs_contradicts_and_is_counted_and_named(known, stated):
    *agreeing, (chrom, pos, base) = bases(known, GRCH38, 5)
    other = "A" if base != "A" else "C"

    said = result(known, [X38], ["##reference=hg38.fa"], [*agreeing, (chrom, pos, other)], stated)

    assert CONTRADICT in said
    assert f"REF bases: 1 of 5 differ from GRCh38 ({chrom}:{pos} {other} instead of {base})" in said
    assert "--assembly does not override a contradiction" in said


def test_n_says_nothing_and_every_base_of_a_long_ref_is_read(known):
    (chrom, pos), base = next(iter(known.bases[GRCH37].items()))

    assert "signs: none" in result(known, refs=[(chrom, pos, "N")])
    assert "1 of 1 agree with GRCh37" in result(known, refs=[(chrom, pos - 2, f"NN{base.lower()}")])


def test_the_refusal_names_the_remedy_and_three_of_the_contigs(known):
    lengths = [(chrom, length + 1) for chrom, length in load_contig_lengths()[GRCH37].items()]
    said = result(known, lengths)

    assert "contig lengths: 24 of 24 as in neither GRCh37 nor GRCh38" in said
    assert "and 21 more" in said
    assert said.endswith("; give a file that was made on GRCh37 or GRCh38")
    assert result(known).endswith("--assembly GRCh37 or --assembly GRCh38 if you know it")


def test_only_the_word_that_names_the_build_is_told_of_a_command_line(known):
    said = result(known, lines=['##SnpEffCmd="SnpEff GRCh37.75 /patients/jane_doe.vcf"'])

    assert "##SnpEffCmd GRCh37.75" in said
    assert "jane" not in said


@pytest.mark.parametrize(
    ("word", "assembly"),
    [("GRCh37", GRCH37), ("hg19", GRCH37), ("b37", GRCH37), ("grch38", GRCH38), ("HG38", GRCH38)],
)
def test_a_build_may_be_named_in_several_ways(word, assembly):
    assert assembly_named(word) is assembly


def test_another_word_for_a_build_is_refused():
    with pytest.raises(ValueError, match="T2T is not a genome build known here"):
        assembly_named("T2T")
