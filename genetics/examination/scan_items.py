"""What a scan would do with the file: stop, warn, and what it would say of each gene."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from genetics.errors import SideroscreenError
from genetics.examination.items import Item, ItemId, Value, Weight
from genetics.examination.kinship import Recorded
from genetics.findings import find
from genetics.messages import Message
from genetics.panel import Panel
from genetics.results import Findings


def scan_items(
    path: Path, panel: Panel, recorded: Recorded, said: Collection[Value] = ()
) -> Iterator[Item]:
    """Scan the file, and say why it stops, or what it warns of and what it says gene by gene.

    What is among those `said` already is not said at length again.
    """
    try:
        found = find(path, panel, sexes=recorded.sexes, parents=recorded.parents)
    except SideroscreenError as error:
        for mistake in error.mistakes:
            where = f"line {mistake.line}: " if mistake.line else ""
            where += f"{mistake.place}: " if mistake.place else ""
            yield Item(
                ItemId.SCAN_STOPS,
                Weight.ERROR,
                "a scan stops at the genome build (see the header)"
                if mistake.what in said
                else f"a scan stops: {where}{mistake.what}; {mistake.remedy}",
                {"line": mistake.line, "place": mistake.place, "what": mistake.what},
            )
        return
    for warning in found.warnings:
        named = warning.id if isinstance(warning, Message) else None
        yield Item(ItemId.SCAN_WARNING, Weight.WARNING, warning, {"warning": named})
    yield from _gene_by_gene(found)


def _gene_by_gene(found: Findings) -> Iterator[Item]:
    said = Counter(
        (gene.gene, gene.status.value, gene.reason)
        for sample in found.samples
        for gene in sample.genes
    )
    order = [gene.gene for gene in found.samples[0].genes] if found.samples else []
    for (gene, status, reason), times in sorted(said.items(), key=lambda s: order.index(s[0][0])):
        text = f"{gene}: {status} in {times} of {len(found.samples)} samples: {reason}"
        values: dict[str, Value] = {
            "gene": gene,
            "status": status,
            "reason": reason,
            "samples": times,
        }
        yield Item(ItemId.SCAN_SAYS, Weight.NOTE, text, values)
