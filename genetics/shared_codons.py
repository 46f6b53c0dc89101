"""Finds two changes of one person in the same codon: together they make another amino acid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from genetics.codons import codon_of
from genetics.hgvs import UNKNOWN_PROTEIN, read_coding
from genetics.phrases import say
from genetics.results import Finding


@dataclass(frozen=True, slots=True)
class _Touched:
    """The coding bases that a change names, and their codons."""

    bases: range
    codons: range

    def meets(self, other: _Touched) -> bool:
        """Whether both touch a codon, at different bases.

        Changes of the same base cannot lie on one copy, so they do not meet.
        """
        same_codon = _overlap(self.codons, other.codons)
        return same_codon and not _overlap(self.bases, other.bases)


def in_shared_codons(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Take the protein name from changes that share a codon with another one.

    Each is named for itself, as if the rest of the codon were as in the reference. Where a
    second change of the same codon is there, that holds only if the two lie on different
    copies; a VCF without phase does not tell, and phase is not read here. Then neither has
    a protein name of its own.
    """
    touched = [_touched(finding) for finding in findings]
    return tuple(
        _without_protein_name(
            finding,
            [
                other
                for other, their in zip(findings, touched, strict=True)
                if ours is not None and their is not None and ours.meets(their)
            ],
        )
        for finding, ours in zip(findings, touched, strict=True)
    )


def _touched(finding: Finding) -> _Touched | None:
    name = read_coding(finding.hgvs_c)
    if name is None or not (name.start.is_coding and name.end.is_coding):
        return None
    bases = range(name.start.base, name.end.base + 1)
    return _Touched(bases, range(codon_of(name.start), codon_of(name.end) + 1))


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _without_protein_name(finding: Finding, others: Sequence[Finding]) -> Finding:
    if not others:
        return finding
    names = ", ".join(other.hgvs_c for other in others)
    return replace(
        finding,
        hgvs_p=UNKNOWN_PROTEIN,
        naming=say(
            "{source}; but p.? here, because {names} changes the same codon, and what the two "
            "make of it depends on whether they lie on one copy",
            source=finding.naming,
            names=names,
        ),
        consequence="coding_sequence_variant",
    )
