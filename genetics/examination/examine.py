"""The story of a check: everything that a VCF tells of itself, said at once.

1. The file is opened, also one that was cut short; what is no VCF at all is refused.
2. The header is read; one with a fault is read as far as it goes, and the fault is said.
3. Every record is passed by once: counted, and looked at for order, filters, blocks, for our
   genes, and for what the people's genotypes tell. A line that is no record is counted and said.
4. The build is concluded as a scan does it.
5. The people are compared with the pedigree: names, sexes, Mendelian errors, likely mix-ups.
6. A scan is made, to say where it would stop, or what it could say of each gene.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from genetics.builds import Conclusion, KnownGenome, conclude, signs_in
from genetics.errors import InputRejected, SideroscreenError
from genetics.examination.file_items import build_item, file_items, header_items
from genetics.examination.items import Examination, Item, ItemId, Part, Value, Weight
from genetics.examination.kinship import Kinship, Recorded, kinship_of
from genetics.examination.opening import Opened, a_file, opened
from genetics.examination.people_items import people_items
from genetics.examination.record_items import genotype_items, record_items
from genetics.examination.scan_items import scan_items
from genetics.examination.watching import Watched, genes_of, watch
from genetics.panel import Panel
from genetics.readers.header import COLUMNS, Header, parse_header, plain_chromosome
from genetics.readers.streamed import header_lines
from genetics.readers.territory import gene_bounds, territory_of
from genetics.reference.tables import load_contig_lengths, load_reference_bases
from genetics.variants import Assembly


def examine(vcf: str | Path, panel: Panel, recorded: Recorded | None = None) -> Examination:
    """Return all that is to be said of one VCF or BCF ("-": standard input).

    Raises SideroscreenError only for what cannot be read at all: no file, or no VCF.
    """
    recorded = recorded or Recorded()
    with a_file(vcf) as path:
        items = list(_of_text(path, panel, recorded))
        said = {item.values.get("what") for item in items if item.id is ItemId.BUILD}
        items += scan_items(path, panel, recorded, said)
        name = "standard input" if path.name == "standard input" else str(vcf)
    order = list(Part)
    items.sort(key=lambda item: order.index(item.part))
    return Examination(name, tuple(items))


def _of_text(path: Path, panel: Panel, recorded: Recorded) -> Iterator[Item]:
    with opened(path) as source:
        yield from file_items(path, source)
        try:
            header, fault = _read_header(str(path), header_lines(str(path), source.lines))
        except InputRejected as error:
            yield _header_fault(error)
            return
        yield from fault
        watched = Watched(header)
        kin = kinship_of(header.samples, recorded, _build_by_header(header))
        yield from _watch(source, watched, panel, kin)
    conclusion = _conclusion(str(path), watched)
    assembly = conclusion.assembly if isinstance(conclusion, Conclusion) else None
    yield build_item(conclusion)
    yield from header_items(watched, panel)
    yield from record_items(watched, genes_of(watched, _bounds(panel, assembly)))
    yield from genotype_items(watched)
    if header.samples:
        yield from people_items(header.samples, recorded, kin)


def _watch(source: Opened, watched: Watched, panel: Panel, kin: Kinship) -> Iterator[Item]:
    values: dict[str, Value] = {}
    try:
        watch(source.lines, watched, territory_of(panel), kin)
    except InputRejected as error:
        what = error.mistakes[0].what
        text = f"after {watched.records} records the file cannot be read on: {what}"
        values |= {"records": watched.records, "what": what}
        yield Item(ItemId.READ_TO_THE_END, Weight.ERROR, text, values)
    else:
        values |= {"records": watched.records, "what": ""}
        yield Item(ItemId.READ_TO_THE_END, Weight.OK, "the file was read to its end", values)


def _read_header(file: str, lines: Sequence[str]) -> tuple[Header, list[Item]]:
    """Return the header; one with a fault is read with names that we make, and it is said."""
    try:
        return parse_header(file, lines), []
    except InputRejected as error:
        fault = _header_fault(error)
    columns = lines[-1].split("\t")
    samples = [
        f"{name or 'column'}#{number}" if not name.strip() or columns.index(name) < number else name
        for number, name in enumerate(columns)
    ]
    line = "\t".join((*COLUMNS, *samples[len(COLUMNS) :])) if len(columns) > len(COLUMNS) else ""
    return parse_header(file, [*lines[:-1], line or "\t".join(COLUMNS[:-1])]), [fault]


def _header_fault(error: InputRejected) -> Item:
    mistake = error.mistakes[0]
    values: dict[str, Value] = {"what": mistake.what, "line": mistake.line}
    return Item(ItemId.HEADER, Weight.ERROR, f"{mistake.what}; {mistake.remedy}", values)


def _bounds(panel: Panel, assembly: Assembly | None) -> dict[str, tuple[str, int, int]]:
    """Return the stretch of each gene; without a build none can be told."""
    if assembly is None:
        return {}
    found = {gene.symbol: gene_bounds(gene, assembly) for gene in panel.scanned}
    return {
        symbol: (stretch.chrom, stretch.start, stretch.end)
        for symbol, stretch in found.items()
        if stretch is not None
    }


def _conclusion(file: str, watched: Watched) -> Conclusion | SideroscreenError:
    refs = [(record.chrom, record.pos, record.ref) for record in watched.ours]
    known = KnownGenome(load_contig_lengths(), load_reference_bases())
    signs = signs_in(_lengths(watched.header), watched.header.lines, refs, known)
    try:
        return conclude(file, signs)
    except SideroscreenError as error:
        return error


def _build_by_header(header: Header) -> Assembly | None:
    """Return the one build that the header speaks for, to know the ends of X before reading on."""
    known = KnownGenome(load_contig_lengths(), {})
    spoken_for = {
        sign.speaks_for for sign in signs_in(_lengths(header), header.lines, (), known)
    } - {None}
    return spoken_for.pop() if len(spoken_for) == 1 else None


def _lengths(header: Header) -> list[tuple[str, int]]:
    return [
        (plain_chromosome(contig), length)
        for contig, length in header.contigs.items()
        if length is not None
    ]
