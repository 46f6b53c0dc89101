"""Looks a finding up in the laboratory's library, by its normalised allele and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from genetics.library.library import Library
from genetics.results import Finding


def looked_up(findings: Sequence[Finding], library: Library) -> tuple[Finding, ...]:
    """Return the findings with what ClinVar and the frequencies of the library say of them."""
    return tuple(
        replace(
            finding,
            clinvar=library.clinvar.get(finding.variant),
            frequency=library.frequencies.get(finding.variant),
        )
        if finding.variant is not None
        else finding
        for finding in findings
    )
