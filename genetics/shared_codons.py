"""Finds changes of one copy that make something else together: in one codon, or of the frame."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from genetics.answers import Judged
from genetics.codons import codon_of, consequences, one_base_named, protein_name
from genetics.hgvs import UNKNOWN_PROTEIN, CodingName, Kind, read_coding
from genetics.kin.phase import Phase, PhasedPair
from genetics.messages import Message
from genetics.panel import Gene, Transcript
from genetics.phrases import say
from genetics.reference.genetic_code import THREE_LETTERS, has_codon
from genetics.reference.tables import load_proteins
from genetics.results import Finding
from genetics.sequence.names import name_haplotype
from genetics.sequence.slices import NO_SLICES, Slice, Slices
from genetics.variants import Variant, Zygosity

SHARED_CODON = "SHARED_CODON"

_BASES = "ACGT"
_PUT_IN = frozenset({Kind.INSERTION, Kind.DUPLICATION})


@dataclass(frozen=True, slots=True)
class _Touched:
    """The coding bases that a change replaces, and the codons that it touches.

    An insertion or duplication replaces none: `bases` is then empty, and stands where it goes in.
    """

    bases: range
    codons: range

    def meets(self, other: _Touched) -> bool:
        """Whether both touch a codon, at different bases.

        Changes of the same base cannot lie on one copy, so they do not meet.
        """
        return _overlap(self.codons, other.codons) and not _overlap(self.bases, other.bases)


def in_shared_codons(
    findings: Sequence[Finding],
    pairs: Sequence[PhasedPair],
    gene: Gene,
    slices: Slices = NO_SLICES,
) -> tuple[Finding, ...]:
    """Name changes that share a codon by what they make of it together, case by case.

    Each change is named for itself, as if the rest of the codon were as in the reference.
    Where a second change of the same codon is there (scout#5325, varfish#290: two missense
    changes that are one stop), how the two lie decides:

    - in trans: each stands alone on its copy and keeps its own protein name;
    - in cis, also by being homozygous or on a man's one X: both get the protein name and the
      consequence of the two together, where the laboratory's reference, or else residue,
      reference bases and genetic code settle it; otherwise p.? with the reason. A class on
      file is that of the change alone; it is said;
    - in cis, one homozygous and one not: the homozygous one stands alone on the other copy and
      keeps its own name, with the joint one beside it;
    - not known, or one of the two withheld: neither has a protein name of its own.

    So it is with changes in cis that each shift the reading frame, wherever they lie, and that
    together leave it as it is: the message is read in another frame between them only. Whether
    it ends early there is what the two make together; without the sequence it is not known, so
    neither is a loss of function.
    """
    touched = [_touched(finding) for finding in findings]
    near = _by_codon_touched(touched)
    phases: dict[frozenset[Variant | None], Phase] = {
        frozenset((pair.first, pair.second)): pair.phase for pair in pairs
    }
    in_frame = _restoring_the_frame(findings, pairs)
    return tuple(
        _settled(
            _Shared.of(
                finding,
                [findings[place] for place in _meeting(number, touched, near)],
                phases,
                in_frame.get(finding.variant, ()) if finding.variant is not None else (),
            ),
            gene,
            slices,
        )
        for number, finding in enumerate(findings)
    )


def _by_codon_touched(touched: Sequence[_Touched | None]) -> Mapping[int, Sequence[int]]:
    """Return for each codon which changes touch it, by their numbers."""
    near: dict[int, list[int]] = defaultdict(list)
    for number, ours in enumerate(touched):
        for codon in ours.codons if ours is not None else ():
            near[codon].append(number)
    return near


def _meeting(
    number: int, touched: Sequence[_Touched | None], near: Mapping[int, Sequence[int]]
) -> list[int]:
    """Return which other changes meet a change in a codon, in their order."""
    ours = touched[number]
    if ours is None:
        return []
    there = {place for codon in ours.codons for place in near[codon]} - {number}
    return [
        place
        for place in sorted(there)
        if (their := touched[place]) is not None and ours.meets(their)
    ]


def _restoring_the_frame(
    findings: Sequence[Finding], pairs: Sequence[PhasedPair]
) -> Mapping[Variant, tuple[Finding, ...]]:
    """Return the others in cis that shift the frame, where together nothing is shifted."""
    shifting = {one.variant: one for one in findings if one.variant is not None and _shift(one)}
    in_cis: dict[Variant, list[Finding]] = defaultdict(list)
    for pair in pairs:
        if pair.phase.is_cis and pair.first in shifting and pair.second in shifting:
            in_cis[pair.first].append(shifting[pair.second])
            in_cis[pair.second].append(shifting[pair.first])
    return {
        variant: tuple(others)
        for variant, others in in_cis.items()
        if (_shift(shifting[variant]) + sum(map(_shift, others))) % 3 == 0
    }


def _shift(finding: Finding) -> int:
    """Return by how many bases a change shifts the frame (0, 1 or 2).

    One that reaches beyond the coding bases of its exon is none of the frame alone: 0.
    """
    variant, name, touched = finding.variant, read_coding(finding.hgvs_c), _touched(finding)
    if variant is None or name is None or touched is None:
        return 0
    named = name.end.base - name.start.base + 1
    longer = {
        Kind.DELETION: -named,
        Kind.DUPLICATION: named,
        Kind.INSERTION: len(name.new),
        Kind.REPLACEMENT: len(name.new) - named,
    }.get(name.kind, 0)
    return longer % 3 if longer == len(variant.alt) - len(variant.ref) else 0


def _touched(finding: Finding) -> _Touched | None:
    name = read_coding(finding.hgvs_c)
    if name is None or not (name.start.is_coding and name.end.is_coding):
        return None
    bases = range(name.start.base, name.end.base + 1)
    if name.kind in _PUT_IN:
        after = name.end.base if name.kind is Kind.INSERTION else name.end.base + 1
        bases = range(after, after)
    return _Touched(bases, range(codon_of(name.start), codon_of(name.end) + 1))


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


@dataclass(frozen=True, slots=True)
class _Shared:
    """A finding, and the changes of the same codon by how they lie to it.

    `of_frame`: among those in cis are some that give the reading frame back.
    """

    finding: Finding
    trans: tuple[Finding, ...]
    cis: tuple[Finding, ...]
    unknown: tuple[Finding, ...]
    of_frame: bool = False

    @classmethod
    def of(
        cls,
        finding: Finding,
        others: Sequence[Finding],
        phases: Mapping[frozenset[Variant | None], Phase],
        in_frame: Sequence[Finding] = (),
    ) -> _Shared:
        """Sort the others by how they lie to the finding; without a pair it is not known."""

        def phase(other: Finding) -> Phase:
            return phases.get(frozenset((finding.variant, other.variant)), Phase.UNKNOWN)

        in_cis = [other for other in others if phase(other).is_cis]
        return cls(
            finding,
            tuple(other for other in others if phase(other).is_trans),
            (*in_cis, *(other for other in in_frame if other not in in_cis)),
            tuple(other for other in others if phase(other) is Phase.UNKNOWN),
            bool(in_frame),
        )


def _settled(shared: _Shared, gene: Gene, slices: Slices) -> Finding:
    if shared.unknown:
        return _without_protein_name(shared.finding, (*shared.cis, *shared.unknown))
    if shared.cis:
        made = _made_together((shared.finding, *shared.cis), gene, slices)
        return _joint(shared, made)
    if shared.trans:
        return _standing_alone(shared.finding, shared.trans)
    return shared.finding


def _without_protein_name(finding: Finding, others: Sequence[Finding]) -> Finding:
    return replace(
        finding,
        hgvs_p=UNKNOWN_PROTEIN,
        naming=say(
            "{source}; but p.? here, because {names} changes the same codon, and what the two "
            "make of it depends on whether they lie on one copy",
            source=finding.naming,
            names=_names(others),
        ),
        consequence="coding_sequence_variant",
        nmd=None,
    )


def _standing_alone(finding: Finding, others: Sequence[Finding]) -> Finding:
    told = say(
        "{source}; {names} changes the same codon on the other copy, so this change is named for "
        "itself",
        source=finding.naming,
        names=_names(others),
    )
    return replace(finding, naming=told)


def _joint(shared: _Shared, made: _Made) -> Finding:
    finding, others = shared.finding, shared.cis
    names = _names(others)
    if shared.of_frame:
        how = say("{names} lies on the same copy and gives the reading frame back", names=names)
    else:
        how = say("{names} lies on the same copy and changes the same codon", names=names)
    told = say(
        "{source}; {how}: together they are {joint} {protein}",
        source=finding.naming,
        how=how,
        joint=made.hgvs_c,
        protein=made.hgvs_p,
    )
    if made.why_not:
        told = say("{told}, because {reason}", told=told, reason=made.why_not)
    if finding.zygosity is Zygosity.HOMOZYGOUS and any(
        other.zygosity is Zygosity.HETEROZYGOUS for other in others
    ):
        alone = say(
            "{told}; on the other copy {change} stands alone", told=told, change=finding.hgvs_c
        )
        return replace(finding, naming=alone)
    class_alone = say(
        "{how}: a class on file is that of {change} alone", how=how, change=finding.hgvs_c
    )
    open_still = shared.of_frame and made.hgvs_p == UNKNOWN_PROTEIN
    return replace(
        finding,
        hgvs_p=made.hgvs_p,
        naming=told,
        consequence="" if open_still else made.consequence,
        nmd=made.nmd,
        warnings=(*finding.warnings, Message(class_alone, SHARED_CODON)),
    )


def _names(findings: Sequence[Finding]) -> str:
    return ", ".join(finding.hgvs_c for finding in findings)


# --- what several changes of one copy make of a codon ---


@dataclass(frozen=True, slots=True)
class _Made:
    """What changes of one copy are together; `why_not` says why the protein name is open."""

    hgvs_c: str
    hgvs_p: str
    consequence: str
    why_not: str = ""
    nmd: Judged | None = None


def _made_together(findings: Sequence[Finding], gene: Gene, slices: Slices) -> _Made:
    """Return what changes in cis are together: by the reference, or else by the codon.

    Named as HGVS does: neighbouring bases ``c.4_5delinsTA``; others ``c.[4A>T;6G>A]``.
    """
    variants = sorted(finding.variant for finding in findings if finding.variant is not None)
    bases = slices.of(gene.symbol, variants[0].assembly) if variants else None
    names = sorted(
        (name for name in map(read_coding, (one.hgvs_c for one in findings)) if name is not None),
        key=lambda name: name.start.base,
    )
    if bases is not None and gene.transcript is not None:
        return _by_sequence(variants, _coding_name(names), gene.transcript, bases)
    return _by_codon(names, gene.transcript)


def _by_sequence(
    variants: Sequence[Variant], hgvs_c: str, transcript: Transcript, bases: Slice
) -> _Made:
    protein = load_proteins().get(transcript.protein, "")
    made = name_haplotype(transcript, variants, bases, protein)
    return _Made(
        str(made.coding) if made.coding is not None else hgvs_c,
        str(made.protein) if made.protein is not None else UNKNOWN_PROTEIN,
        "&".join(made.terms) or "coding_sequence_variant",
        made.why_not,
        made.nmd,
    )


def _by_codon(names: Sequence[CodingName], transcript: Transcript | None) -> _Made:
    """Return what changes of one codon make of its residue, where the genetic code settles it."""
    hgvs_c = _coding_name(names)
    single = all(name.kind is Kind.SUBSTITUTION for name in names)
    change = one_base_named(transcript, names[0]) if single and transcript is not None else None
    if change is None or len({codon_of(name.start) for name in names}) > 1:
        why = say("to name more than bases of one codon takes the reference sequence")
        return _Made(hgvs_c, UNKNOWN_PROTEIN, "coding_sequence_variant", why)
    together = replace(change, possible=_possible(change.residue, names))
    protein, why_not = protein_name(together)
    name = str(protein) if protein is not None else UNKNOWN_PROTEIN
    return _Made(hgvs_c, name, "&".join(consequences(together)), why_not)


def _coding_name(names: Sequence[CodingName]) -> str:
    places = [name.start.base for name in names]
    adjacent = places == list(range(places[0], places[0] + len(places)))
    if adjacent and all(name.kind is Kind.SUBSTITUTION for name in names):
        new = "".join(name.new for name in names)
        return str(CodingName(names[0].start, names[-1].start, Kind.REPLACEMENT, new=new))
    return f"c.[{';'.join(str(name).removeprefix('c.') for name in names)}]"


def _possible(residue: str, names: Sequence[CodingName]) -> tuple[str, ...]:
    """Return the amino acids that the changes can make together of a codon of the residue."""
    gone = {(name.start.base - 1) % 3: name.gone for name in names}
    new = {(name.start.base - 1) % 3: name.new for name in names}
    codons = (dict(enumerate(bases)) for bases in product(_BASES, repeat=3))
    made = {
        _residue_of({**codon, **new})
        for codon in codons
        if all(codon[place] == base for place, base in gone.items()) and has_codon(residue, codon)
    }
    return tuple(sorted(made))


def _residue_of(codon: Mapping[int, str]) -> str:
    return next(residue for residue in THREE_LETTERS.values() if has_codon(residue, codon))
