"""The BED files in which a laboratory names the bases that it could call, and for whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from genetics.callability import Threshold, required_spans
from genetics.panel import Panel
from genetics.phrases import say
from genetics.readers.bed import Bed, read_bed
from genetics.readers.territory import Territory
from genetics.spans import common
from genetics.variants import Assembly


@dataclass(frozen=True, slots=True)
class CallableBeds:
    """The BED files that name what is callable: one for all samples, or one for a sample."""

    for_all: Bed | None = None
    for_one: Mapping[str, Bed] = field(default_factory=dict)

    def of(self, sample: str) -> Bed | None:
        """Return the BED that counts for a sample: its own one, else the one for all."""
        return self.for_one.get(sample, self.for_all)

    def doubts(self, panel: Panel, assembly: Assembly, samples: Collection[str]) -> Iterator[str]:
        """Say which BED is for no sample of the file, and which names none of our bases."""
        for sample, bed in self.for_one.items():
            if sample not in samples:
                yield say(
                    "{file} is given for sample {sample}, which is not among those read",
                    file=bed.name,
                    sample=sample,
                )
        every = [self.for_all] if self.for_all is not None else []
        for one in (*every, *self.for_one.values()):
            if not _names_a_base(one, panel, assembly):
                yield say(
                    "{file} names no base of these genes on {build}: it may be of another build, "
                    "or name its chromosomes otherwise",
                    file=one.name,
                    build=assembly,
                )


def _names_a_base(bed: Bed, panel: Panel, assembly: Assembly) -> bool:
    return any(
        common(bed.on(gene.chromosome), required_spans(gene, assembly)) for gene in panel.scanned
    )


def read_callable(
    territory: Territory, for_all: str | Path | None, for_one: Mapping[str, str | Path]
) -> CallableBeds:
    """Read the BED files. Raises InputRejected with file and line for what is no BED."""
    return CallableBeds(
        read_bed(for_all, territory) if for_all is not None else None,
        {sample: read_bed(path, territory) for sample, path in for_one.items()},
    )


def rule_in_words(threshold: Threshold, bed: Bed | None) -> str:
    """Say when a base counts as read: ``DP >= 20 and GQ >= 20 (assumption)``.

    A BED does not say at which depth its bases were callable: it is taken to be that depth.
    """
    if bed is None:
        return str(threshold)
    return say(
        "{threshold}; bases of {file} taken as callable at that depth (assumption)",
        threshold=threshold,
        file=bed.name,
    )
