"""What a batch came to, in numbers: its summary file and its page are made of them."""

from __future__ import annotations

from dataclasses import dataclass, field

SAMPLE_TWICE, VERSIONS_DIFFER = "SAMPLE_IN_SEVERAL_CASES", "VERSIONS_DIFFER"


@dataclass(frozen=True, slots=True)
class Versions:
    """The program, its knowledge, and what the laboratory has added (name and checksum)."""

    sideroscreen: str = ""
    knowledge: str = ""
    library: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GeneTotal:
    """One gene over all samples that were scanned: how many of them have which status."""

    gene: str
    samples: int
    findings: int
    structural: int
    found: int
    nothing_found: int
    partly_assessed: int
    not_assessed: int
    not_assessed_rate: float


@dataclass(frozen=True, slots=True)
class BatchWarning:
    """What a person should look at, over several cases; `id` is one of those above."""

    id: str
    text: str
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BatchTimings:
    """When the first case was begun and the last one ended (UTC), and CPU seconds of all."""

    started: str = ""
    ended: str = ""
    cpu_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """One batch in numbers. `missing` are cases of which no whole folder is there."""

    cases: int
    done: int
    failed: int
    failed_cases: tuple[str, ...]
    missing: tuple[str, ...]
    not_in_manifest: tuple[str, ...]
    samples: int
    genes: tuple[GeneTotal, ...]
    messages: dict[str, int]
    warnings: tuple[BatchWarning, ...]
    versions: tuple[Versions, ...]
    timings: BatchTimings = field(default_factory=BatchTimings)
