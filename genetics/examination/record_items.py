"""What is said of records and genotypes: number, order, blocks, filters, fields, no-calls."""

from __future__ import annotations

from collections.abc import Iterator

from genetics.examination.items import Item, ItemId, Value, Weight, share
from genetics.examination.watching import GENOTYPE_FIELDS, OurRecord, Watched
from genetics.word_lists import first_few

_LISTED = 12
# Samples of which more than this share is not called are named: our own choice.
_MUCH_NOT_CALLED = 0.1


def record_items(watched: Watched, genes: dict[str, list[OurRecord]]) -> Iterator[Item]:
    """Yield the remarks on the records."""
    samples = len(watched.header.samples)
    values: dict[str, Value] = {"records": watched.records, "samples": samples}
    text = f"{watched.records} records, {samples} samples"
    weight = Weight.OK if watched.records else Weight.WARNING
    yield Item(ItemId.RECORDS, weight, text, values)
    yield from _shape(watched)
    if watched.out_of_order is not None:
        text = f"the records are not in order (line {watched.out_of_order} first); all are read"
        yield Item(ItemId.ORDER, Weight.WARNING, text, {"line": watched.out_of_order})
    elif watched.records:
        yield Item(ItemId.ORDER, Weight.OK, "the records are in order", {"line": None})
    yield _blocks(watched)
    yield _sites(watched)
    if watched.filters:
        counts = dict(watched.filters.most_common())
        told = [f"{name if name != '.' else 'not stated (.)'} {n}" for name, n in counts.items()]
        text = f"FILTER: {first_few(told, _LISTED)}"
        yield Item(ItemId.FILTERS, Weight.OK, text, {"counts": counts})
    yield _in_genes(watched, genes)


def _in_genes(watched: Watched, genes: dict[str, list[OurRecord]]) -> Item:
    told = [f"{gene} {len(records)}" for gene, records in genes.items()]
    by_gene: dict[str, Value] = {gene: len(records) for gene, records in genes.items()}
    if not genes:
        text = (
            f"{len(watched.ours)} records lie where our genes are on one build or the other: which "
            "are in our genes cannot be told without a build"
        )
        return Item(ItemId.GENES, Weight.NOTE, text, {})
    text = f"records in our genes: {', '.join(told)}"
    return Item(ItemId.GENES, Weight.OK if any(by_gene.values()) else Weight.NOTE, text, by_gene)


def _shape(watched: Watched) -> Iterator[Item]:
    if watched.misshapen:
        first = [f"line {number}: {why}" for number, why in watched.first_misshapen]
        text = f"lines that are no records: {watched.misshapen} ({first_few(first, 3)})"
        yield Item(ItemId.SHAPE, Weight.ERROR, text, {"lines": watched.misshapen, "first": first})
    if watched.no_line_end:
        text = "the last line has no end: the file may have been cut short"
        yield Item(ItemId.SHAPE, Weight.WARNING, text, {"lines": 0, "first": []})


def _blocks(watched: Watched) -> Item:
    """Return whether it is a gVCF: only records make one, a line of the header does not."""
    values: dict[str, Value] = {"blocks": watched.blocks}
    if watched.blocks:
        text = f"gVCF: {watched.blocks} records are reference blocks"
        return Item(ItemId.REFERENCE_BLOCKS, Weight.OK, text, values)
    stray = [
        line
        for line in watched.header.lines
        if line.startswith(("##ALT=<ID=NON_REF", "##GVCFBlock"))
    ]
    beside = " (the header has lines of one, which makes none)" if stray else ""
    text = f"no gVCF{beside}: no reference blocks, so what was read and is unchanged cannot be told"
    return Item(ItemId.REFERENCE_BLOCKS, Weight.NOTE, text, values)


def _sites(watched: Watched) -> Item:
    values: dict[str, Value] = {"sites": watched.sites}
    if watched.sites:
        text = (
            f"{watched.sites} records ({share(watched.sites, watched.records)}) list a site "
            "without a change"
        )
        return Item(ItemId.ALL_SITES, Weight.OK, text, values)
    return Item(ItemId.ALL_SITES, Weight.NOTE, "no sites without a change are listed", values)


def genotype_items(watched: Watched) -> Iterator[Item]:
    """Yield the remarks on fields and no-calls, counted in the records that were looked at."""
    if not watched.header.samples or not watched.looked_at:
        return
    for key in GENOTYPE_FIELDS:
        yield _field(key, watched)
    yield from _not_called(watched)


def _field(key: str, watched: Watched) -> Item:
    records, genotypes = watched.fields_in_records[key], watched.fields_in_genotypes[key]
    values: dict[str, Value] = {
        "field": key,
        "records": records,
        "looked_at": watched.looked_at,
        "values": genotypes,
        "genotypes": watched.genotypes,
    }
    if not records:
        missing = {
            "GT": "no genotypes can be read",
            "AD": "the balance of the reads cannot be told",
            "DP": "the depth cannot be told",
            "GQ": "the quality of genotypes cannot be told",
            "PS": "phase sets are not given",
        }[key]
        weight = Weight.NOTE if key == "PS" else Weight.WARNING
        return Item(ItemId.FORMAT_FIELD, weight, f"{key} is not there: {missing}", values)
    text = (
        f"{key}: in {share(records, watched.looked_at)} of records, with a value in "
        f"{share(genotypes, watched.genotypes)} of genotypes{_looked_at(watched)}"
    )
    return Item(ItemId.FORMAT_FIELD, Weight.OK, text, values)


def _not_called(watched: Watched) -> Iterator[Item]:
    shares = {
        sample: watched.not_called[sample] / watched.looked_at for sample in watched.header.samples
    }
    many = [sample for sample, part in shares.items() if part > _MUCH_NOT_CALLED]
    values: dict[str, Value] = {
        "looked_at": watched.looked_at,
        "not_called": {sample: watched.not_called[sample] for sample in shares},
    }
    if not many:
        if not any(shares.values()):
            text = f"every genotype is called{_looked_at(watched)}"
            yield Item(ItemId.NOT_CALLED, Weight.OK, text, values)
            return
        most = max(shares, key=lambda sample: shares[sample])
        text = (
            f"nearly every genotype is called (least in {most}: "
            f"{share(watched.not_called[most], watched.looked_at)} not called){_looked_at(watched)}"
        )
        yield Item(ItemId.NOT_CALLED, Weight.OK, text, values)
        return
    told = [f"{sample} {share(watched.not_called[sample], watched.looked_at)}" for sample in many]
    text = f"not (wholly) called: {first_few(told, _LISTED)}{_looked_at(watched)}"
    yield Item(ItemId.NOT_CALLED, Weight.WARNING, text, values)


def _looked_at(watched: Watched) -> str:
    if watched.looked_at == watched.records:
        return ""
    return f" ({watched.looked_at} of {watched.records} records looked at)"
