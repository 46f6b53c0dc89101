"""Reads the records of a sites VCF (ClinVar, frequencies) that touch our genes on its build."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from genetics.builds import Conclusion, KnownGenome, conclude, signs_in
from genetics.errors import InputRejected, Mistake, cannot_read
from genetics.panel import Gene, Panel
from genetics.readers.header import Header, parse_header, plain_chromosome
from genetics.readers.index import check_index
from genetics.readers.indexed import indexed
from genetics.readers.records import Line, last_base, rejected
from genetics.readers.sources import Wrapping, lines_of, open_source
from genetics.readers.streamed import Tally, header_lines, streamed
from genetics.readers.territory import gene_bounds, territory_of
from genetics.reference.tables import load_contig_lengths, load_reference_bases
from genetics.sequence.slices import Slice, Slices
from genetics.variants import Assembly

_KNOWN = frozenset("ACGT")
_FILE_DATE = re.compile(r"##fileDate=<?\"?(\d{4})-?(\d{2})-?(\d{2})")


@dataclass(frozen=True, slots=True)
class Site:
    """One record of a sites VCF that touches one of our genes; its INFO as written, by name."""

    place: str
    chrom: str
    pos: int
    id: str
    ref: str
    alts: tuple[str, ...]
    filters: str
    info: dict[str, str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sites:
    """A sites VCF: header, build with its signs, checksum, date, and the sites of our genes.

    `records_read` counts the records that were looked at: all of the file, or by its index
    those near our genes.
    """

    file: str
    header: Header
    build: Conclusion
    sha256: str
    release: date | None
    records_read: int
    sites: tuple[Site, ...]

    @property
    def assembly(self) -> Assembly:
        """Return the build of the file."""
        return self.build.assembly


def read_sites(path: Path, panel: Panel, stated: Assembly | None = None) -> Sites:
    """Read a sites VCF, packed or not, by its index where that can be relied on.

    The build is concluded as that of a scanned file (``genetics.builds``): a file whose build
    cannot be concluded, or is contradicted, is refused. So is one that is damaged or cut short,
    one that has samples (it is not a download but somebody's data), one whose records are no
    sites, and one that holds nothing in our genes on its build. Raises SideroscreenError.
    """
    header, lines, records_read = _lines(path, panel)
    records = [_site(str(path), line) for line in lines]
    build = _build(str(path), header, records, stated)
    bounds = [bounds for gene in panel.scanned if (bounds := gene_bounds(gene, build.assembly))]
    sites = tuple(
        site
        for site in records
        if any(gene.overlaps(site.chrom, site.pos, _last(site)) for gene in bounds)
    )
    if not sites:
        what = f"no record lies in our genes ({_places(panel, build.assembly)})"
        raise InputRejected(Mistake(what, "give the whole download, of this build", str(path)))
    return Sites(path.name, header, build, _checksum(path), _release(header), records_read, sites)


def require_fields(sites: Sites, names: tuple[str, ...], whose: str) -> None:
    """Refuse a file whose header does not declare the INFO fields that are read."""
    absent = [name for name in names if name not in sites.header.info]
    if absent:
        what = f"the header declares no INFO field {', '.join(absent)}"
        raise InputRejected(Mistake(what, f"give {whose} as it was downloaded", sites.file))


def require_reference_bases(sites: Sites, slices: Slices) -> None:
    """Refuse a file whose REF is not what the laboratory's reference holds at that place.

    - The bases of REF that lie in a stretch of the file's build are compared; letters other than
      A, C, G and T, on either side, say nothing.
    - Where every alternative allele is symbolic, the first base alone is compared.
    - Any difference refuses the file. Without a stretch of the build nothing is compared.
    """
    differing = [
        told
        for site in sites.sites
        for bases in slices
        if bases.assembly is sites.assembly and (told := _difference(site, bases))
    ]
    if differing:
        what = differing[0]
        if len(differing) > 1:
            what += f"; {len(differing)} records differ"
        remedy = f"give the download that was made on {sites.assembly}, or mend the reference"
        raise InputRejected(Mistake(what, remedy, sites.file))


def _difference(site: Site, bases: Slice) -> str:
    """Say the first base at which a record and the reference differ; "" if there is none."""
    spelt_out = any(_KNOWN.issuperset(alt.upper()) for alt in site.alts)
    ref = site.ref.upper() if spelt_out or not site.alts else site.ref[:1].upper()
    if site.chrom != bases.chrom:
        return ""
    for pos, base in enumerate(ref, site.pos):
        stands = bases.read(pos, pos) if bases.holds(pos, pos) else base
        if base != stands and {base, stands} <= _KNOWN:
            return (
                f"REF has {base} at {site.chrom}:{pos}, but the reference of {bases.assembly} "
                f"({bases.source}) has {stands}"
            )
    return ""


def _lines(path: Path, panel: Panel) -> tuple[Header, list[Line], int]:
    territory, tally, name = territory_of(panel), Tally(), str(path)
    with open_source(path) as source:
        if source.wrapping is Wrapping.BCF:
            raise cannot_read(path, "this is a BCF", "write it as VCF (bcftools view -Oz)")
        lines = lines_of(source)
        header = parse_header(name, header_lines(name, lines))
        if header.samples:
            what = "the file has samples: it is no download but somebody's calls"
            raise InputRejected(Mistake(what, "give the sites VCF as it was downloaded", name))
        index = check_index(path).index if source.wrapping is Wrapping.BGZF else None
        if index is not None:
            found = list(indexed(name, path, index, territory, tally))
        else:
            found = list(streamed(name, lines, header, territory, tally))
    for warning in tally.warnings:
        if "line end" in warning:
            raise InputRejected(Mistake(warning, "download the file again", name))
    return header, found, tally.records


def _site(file: str, line: Line) -> Site:
    columns = line.text.split("\t")
    if len(columns) < 8 or not columns[1].isdecimal() or not columns[3] or not columns[4]:
        raise rejected(line, file, "the record is no site of a VCF")
    contig, pos, identifier, ref, alt, _, filters, info = columns[:8]
    return Site(
        place=f"{contig}:{pos}",
        chrom=plain_chromosome(contig),
        pos=int(pos),
        id="" if identifier == "." else identifier,
        ref=ref,
        alts=() if alt == "." else tuple(alt.split(",")),
        filters="" if filters == "." else filters,
        info=dict(_entries(file, line, info)),
    )


def _entries(file: str, line: Line, info: str) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for entry in info.split(";"):
        name, _, value = entry.partition("=")
        if name in seen:
            raise rejected(line, file, f"INFO names {name} twice")
        seen.add(name)
        if value != ".":
            yield name, value


def _build(file: str, header: Header, records: list[Site], stated: Assembly | None) -> Conclusion:
    lengths = [
        (plain_chromosome(contig), length)
        for contig, length in header.contigs.items()
        if length is not None
    ]
    refs = [(site.chrom, site.pos, site.ref) for site in records]
    known = KnownGenome(load_contig_lengths(), load_reference_bases())
    return conclude(file, signs_in(lengths, header.lines, refs, known), stated)


def _last(site: Site) -> int:
    info = ";".join(f"{name}={site.info[name]}" for name in ("END", "SVLEN") if name in site.info)
    return last_base(site.pos, site.ref, ",".join(site.alts) or ".", info)


def _places(panel: Panel, assembly: Assembly) -> str:
    return ", ".join(_place(gene, assembly) for gene in panel.scanned)


def _place(gene: Gene, assembly: Assembly) -> str:
    bounds = gene_bounds(gene, assembly)
    return f"{gene.symbol} {bounds.chrom}:{bounds.start}-{bounds.end}" if bounds else gene.symbol


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _release(header: Header) -> date | None:
    for line in header.lines:
        if match := _FILE_DATE.match(line):
            try:
                return date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                return None
    return None
