"""Which human genome build a VCF was made on, told by signs that agree, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from genetics.errors import InputRejected, Mistake
from genetics.phrases import say
from genetics.variants import Assembly
from genetics.word_lists import first_few

# So many known bases must agree before they count as a sign: under the wrong build one base
# agrees by chance in one case of four, three do in one of 64.
ENOUGH_BASES = 3

REMEDY = "state the build with --assembly GRCh37 or --assembly GRCh38 if you know it"
REMEDY_OTHER_GENOME = "give a file that was made on GRCh37 or GRCh38"
REMEDY_CONTRADICTION = (
    "find out on which build the file was made and correct the file; "
    "--assembly does not override a contradiction"
)


class SignKind(StrEnum):
    """The three kinds of sign, which come into a file independently of each other."""

    CONTIG_LENGTHS = "contig lengths"
    HEADER_LINES = "header lines"
    REF_BASES = "REF bases"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign in words, with the build it speaks for and those it speaks against.

    A sign that is too little to count only leans to a build: it is listed, and doubted
    aloud where the user stated the other one, but decides nothing.
    """

    kind: SignKind
    words: str
    speaks_for: Assembly | None = None
    speaks_against: tuple[Assembly, ...] = ()
    leans_to: Assembly | None = None


@dataclass(frozen=True, slots=True)
class KnownGenome:
    """What is known of both builds: chromosome lengths, and the base at some places."""

    lengths: Mapping[Assembly, Mapping[str, int]]
    bases: Mapping[Assembly, Mapping[tuple[str, int], str]]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The build, the signs for it in words, and what leans to the other one."""

    assembly: Assembly
    signs: tuple[str, ...]
    doubts: tuple[str, ...] = ()


def signs_in(
    contig_lengths: Iterable[tuple[str, int]],
    header_lines: Sequence[str],
    ref_alleles: Iterable[tuple[str, int, str]],
    known: KnownGenome,
) -> tuple[Sign, ...]:
    """Return all signs of the build: lengths of the contigs, header lines, REF bases.

    Chromosomes are named without "chr". `ref_alleles` are chromosome, position and REF of
    the records that were read.
    """
    return (
        *_signs_from_lengths(contig_lengths, known.lengths),
        *_signs_from_header(header_lines),
        *_signs_from_bases(ref_alleles, known.bases),
    )


def conclude(file: str, signs: Sequence[Sign], stated: Assembly | None = None) -> Conclusion:
    """Return the build, case by case.

    1. The signs speak against both builds, or contradict each other: two builds are spoken
       for, or one is spoken for and against. Refused; what was stated does not override it.
    2. The user stated the build: accepted, also without any sign, unless a sign speaks
       against it or for the other one; then refused.
    3. Nothing was stated: concluded if signs of at least two kinds speak for the build.
    4. Otherwise refused, with the signs there are; `--assembly` is the remedy.
    """
    spoken_for = {sign.speaks_for for sign in signs if sign.speaks_for}
    spoken_against = {build for sign in signs for build in sign.speaks_against}
    possible = set(Assembly) - spoken_against
    if not possible and not spoken_for:
        what = "the file is on neither GRCh37 nor GRCh38"
        raise _refused(file, what, signs, REMEDY_OTHER_GENOME)
    if len(spoken_for) > 1 or spoken_for & spoken_against:
        what = "the signs of the genome build contradict each other"
        raise _refused(file, what, signs, REMEDY_CONTRADICTION)
    if stated is not None:
        if stated in spoken_against or spoken_for - {stated}:
            what = f"the file contradicts the stated build {stated}"
            raise _refused(file, what, signs, REMEDY_CONTRADICTION)
        leaning = [sign.words for sign in signs if sign.leans_to not in {None, stated}]
        return Conclusion(
            stated,
            (say("stated by the user: {build}", build=stated), *(sign.words for sign in signs)),
            tuple(
                say("{build} was stated, but {sign}", build=stated, sign=words) for words in leaning
            ),
        )
    if len({sign.kind for sign in signs if sign.speaks_for}) < 2:
        what = "the genome build cannot be concluded; two independent signs are needed"
        raise _refused(file, what, signs, REMEDY)
    return Conclusion(spoken_for.pop(), tuple(sign.words for sign in signs))


def assembly_named(text: str) -> Assembly:
    """Return the build that a user means by ``GRCh37``, ``hg19``, ``b37``, ``38``, … .

    Raises ValueError for any other word.
    """
    word = text.strip().lower()
    for assembly, words in _WORDS_OF_USERS.items():
        if word in words:
            return assembly
    raise ValueError(f"{text} is not a genome build known here (GRCh37 or hg19, GRCh38 or hg38)")


_WORDS_OF_USERS = {
    Assembly.GRCH37: {"grch37", "hg19", "b37", "37"},
    Assembly.GRCH38: {"grch38", "hg38", "b38", "38"},
}


def _refused(file: str, what: str, signs: Sequence[Sign], remedy: str) -> InputRejected:
    listed = "; ".join(sign.words for sign in signs) or "none"
    return InputRejected(Mistake(f"{what} (signs: {listed})", remedy, file=file))


# --- contig lengths ---


def _signs_from_lengths(
    found: Iterable[tuple[str, int]], lengths: Mapping[Assembly, Mapping[str, int]]
) -> Iterator[Sign]:
    """Yield a sign for each build whose chromosome lengths the header states, one for neither.

    Only chromosomes with a different length on each build count: not the unplaced contigs,
    nor the mitochondrion.
    """
    agreeing: dict[Assembly | None, list[str]] = {}
    for chrom, length in found:
        known = {build: by_chrom[chrom] for build, by_chrom in lengths.items() if chrom in by_chrom}
        if len(set(known.values())) < len(Assembly):
            continue
        build = next((build for build, right in known.items() if right == length), None)
        agreeing.setdefault(build, []).append(
            say("{chromosome} has {length}", chromosome=chrom, length=length)
        )
    compared = sum(len(contigs) for contigs in agreeing.values())
    for build, contigs in agreeing.items():
        yield Sign(
            SignKind.CONTIG_LENGTHS,
            _lengths_in_words(contigs, compared, build),
            speaks_for=build,
            speaks_against=() if build else tuple(Assembly),
        )


def _lengths_in_words(contigs: Sequence[str], compared: int, build: Assembly | None) -> str:
    counted = {"count": len(contigs), "all": compared, "first": _first(contigs)}
    if build is None:
        return say(
            "contig lengths: {count} of {all} as in neither GRCh37 nor GRCh38 ({first})", **counted
        )
    return say("contig lengths: {count} of {all} as in {build} ({first})", build=build, **counted)


# --- header lines ---

_CONTIG_ASSEMBLY = re.compile(r'[<,]assembly="?([^",>]+)')
_VEP_ASSEMBLY = re.compile(r'assembly="?([^" ]+)|cache="?([^" ]+)')
_NAMES: Mapping[Assembly, re.Pattern[str]] = {
    Assembly.GRCH37: re.compile(
        r"grch37|hg19|hs37|g1k_?v37|human_b37|(?<![a-z0-9])b37(?![0-9])|assembly19"
        r"|gcf_000001405\.(?:13|25)(?![0-9])",
        re.IGNORECASE,
    ),
    Assembly.GRCH38: re.compile(
        r"grch38|hg38|hs38|g1k_?v38|(?<![a-z0-9])b38(?![0-9])|assembly38"
        r"|gca_000001405\.15(?![0-9])|gcf_000001405\.26(?![0-9])",
        re.IGNORECASE,
    ),
}
_OTHER_GENOME = re.compile(
    r"hg1[678](?![0-9])|ncbi_?3[56]|(?<![a-z0-9])b36(?![0-9])|chm13|t2t|grcm3|mm10|mm39",
    re.IGNORECASE,
)


def _signs_from_header(lines: Sequence[str]) -> Iterator[Sign]:
    """Yield a sign for each build that is named in a header line which is there to name it.

    These are ``##reference``, the assembly in ``##contig``, assembly and cache in ``##VEP``,
    and the genome in ``##SnpEffCmd``. Command lines of other tools are left out: they tell
    the history of a file, which may have been lifted over since.
    """
    naming: dict[Assembly | None, dict[str, None]] = {}
    for line in lines:
        for build, named in _named_in(line):
            naming.setdefault(build, {})[named] = None
    for build, places in naming.items():
        yield Sign(
            SignKind.HEADER_LINES,
            say(
                "header lines that name {build}: {places}",
                build=build or say("another genome"),
                places=_first(list(places)),
            ),
            speaks_for=build,
            speaks_against=() if build else tuple(Assembly),
        )


@lru_cache(maxsize=4096)
def _named_in(line: str) -> tuple[tuple[Assembly | None, str], ...]:
    """Return each build that a line names, with the place and the word that name it.

    The files of a batch have nearly all their lines in common.
    """
    return tuple(
        (build, f"{place} {name}")
        for place, value in _places_that_name(line)
        for build, name in _builds_named(value).items()
    )


def _places_that_name(line: str) -> Iterator[tuple[str, str]]:
    key, _, value = line.removeprefix("##").partition("=")
    if key == "reference":
        yield "##reference", value.strip("<>\"' ")
    elif key == "contig":
        yield from (("##contig assembly", named) for named in _CONTIG_ASSEMBLY.findall(value))
    elif key == "VEP":
        for assembly, cache in _VEP_ASSEMBLY.findall(value):
            yield "##VEP", assembly or cache
    elif key == "SnpEffCmd":
        yield "##SnpEffCmd", value.strip('"')


def _builds_named(value: str) -> dict[Assembly | None, str]:
    """Return the builds that a value names, each with the word that names it.

    A file's own name goes before the names of its folders. Only the word is kept: the rest
    of a path or of a command line is nobody's business.
    """
    for part in (value.rstrip("/").rsplit("/", 1)[-1], value):
        named: dict[Assembly | None, str] = {}
        for word in re.split(r"[\s/]+", part):
            for build, names in ((None, _OTHER_GENOME), *_NAMES.items()):
                if names.search(word):
                    named.setdefault(build, word)
        if named:
            return named
    return {}


# --- REF bases ---


def _signs_from_bases(
    ref_alleles: Iterable[tuple[str, int, str]],
    bases: Mapping[Assembly, Mapping[tuple[str, int], str]],
) -> Iterator[Sign]:
    """Yield what the REF alleles say at places whose base is known, for each build.

    - One base differs: speaks against the build, since REF is the reference base.
    - None differs and enough agree: speaks for the build.
    - None differs and few agree: listed, decides nothing.

    Letters other than A, C, G and T, such as N, say nothing.
    """
    read = sorted({base for allele in ref_alleles for base in _bases_of(*allele)})
    for build, known in bases.items():
        at_known = [(place, base, known[place]) for place, base in read if place in known]
        differing = [
            say("{place} {base} instead of {right}", place=f"{chrom}:{pos}", base=base, right=right)
            for (chrom, pos), base, right in at_known
            if base != right
        ]
        if differing:
            yield Sign(
                SignKind.REF_BASES,
                say(
                    "REF bases: {count} of {all} differ from {build} ({first})",
                    count=len(differing),
                    all=len(at_known),
                    build=build,
                    first=_first(differing),
                ),
                speaks_against=(build,),
            )
        elif at_known:
            enough = len(at_known) >= ENOUGH_BASES
            yield Sign(
                SignKind.REF_BASES,
                _agreeing(len(at_known), build, enough=enough),
                speaks_for=build if enough else None,
                leans_to=build,
            )


def _agreeing(bases: int, build: Assembly, *, enough: bool) -> str:
    if enough:
        return say("REF bases: {count} of {count} agree with {build}", count=bases, build=build)
    return say(
        "REF bases: {count} of {count} agree with {build}, fewer than the {enough} that would "
        "count",
        count=bases,
        build=build,
        enough=ENOUGH_BASES,
    )


def _bases_of(chrom: str, pos: int, ref: str) -> Iterator[tuple[tuple[str, int], str]]:
    for offset, base in enumerate(ref.upper()):
        if base in "ACGT":
            yield (chrom, pos + offset), base


def _first(items: Sequence[str]) -> str:
    return first_few(items, 3)
