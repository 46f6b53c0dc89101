"""What is said of the file and its header: packing, index, version, build, contigs, programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from genetics.annotation_entries import accession, annotators_of
from genetics.builds import Conclusion
from genetics.errors import SideroscreenError
from genetics.examination.items import Item, ItemId, Value, Weight
from genetics.examination.opening import Opened
from genetics.examination.watching import OurRecord, Watched
from genetics.panel import Panel
from genetics.readers.header import Header, plain_chromosome, resembled_chromosome
from genetics.readers.index import check_index
from genetics.readers.sources import Wrapping
from genetics.word_lists import first_few

_ACCESSION = re.compile(r"(?:N[CTWG]_|CM|GL|KI)\d+")
_MAIN = frozenset({*(str(number) for number in range(1, 23)), "X", "Y", "M", "MT"})
_PROGRAM = re.compile(
    r"##(source|cmdline|commandline|GATKCommandLine\S*?|\w+[Cc]ommand(?:Line)?|\w+[Vv]ersion"
    r"|VEP|SnpEffCmd|DRAGEN\w+|bcftools_\w+)=(.*)"
)
_ID = re.compile(r"[<,]ID=([^,>]+)")
_WRAPPED = {
    Wrapping.TEXT: "plain text",
    Wrapping.GZIP: "packed with gzip: it cannot be indexed (bgzip can)",
    Wrapping.BGZF: "packed with BGZF (bgzip)",
    Wrapping.BCF: "BCF",
}


def file_items(path: Path, opened: Opened) -> Iterator[Item]:
    """Yield the remarks on packing, end marker and index."""
    wrapping = opened.wrapping
    weight = Weight.NOTE if wrapping is Wrapping.GZIP else Weight.OK
    yield Item(ItemId.WRAPPING, weight, _WRAPPED[wrapping], {"wrapping": wrapping.value})
    if opened.ends_well is not None:
        yield _end_marker(opened.ends_well)
    if wrapping in {Wrapping.BGZF, Wrapping.BCF}:
        yield _index(path)


def _end_marker(there: bool) -> Item:
    if there:
        return Item(ItemId.END_MARKER, Weight.OK, "the end marker is there", {"there": True})
    text = "the end marker (EOF block) is missing: the file was cut short, records may be lost"
    return Item(ItemId.END_MARKER, Weight.ERROR, text, {"there": False})


def _index(path: Path) -> Item:
    checked = check_index(path)
    if checked.index is not None:
        text = f"the index {checked.index.path.name} belongs to the file and is not older"
        return Item(ItemId.INDEX, Weight.OK, text, {"state": "reliable"})
    if checked.why_not:
        text = f"{checked.why_not}: a scan does not use it and reads the whole file"
        return Item(ItemId.INDEX, Weight.WARNING, text, {"state": "not used"})
    text = "there is no index: a scan reads the whole file"
    return Item(ItemId.INDEX, Weight.NOTE, text, {"state": "none"})


def header_items(watched: Watched, panel: Panel) -> Iterator[Item]:
    """Yield the remarks on the header, and on the names that the records use."""
    header = watched.header
    version = header.lines[0].partition("=")[2] if header.lines else ""
    yield Item(ItemId.VERSION, Weight.OK, f"version {version}", {"version": version})
    yield from _contig_names(header, list(watched.contigs))
    yield from _contig_lengths(header)
    yield _made_by(header.lines)
    yield from _annotation(header, watched.ours, panel)
    if watched.undeclared:
        fields = list(watched.undeclared)
        text = (
            f"used in records, but not declared: {first_few(fields, 8)}; some programs stop at "
            "such a record half way through the file"
        )
        yield Item(ItemId.UNDECLARED, Weight.WARNING, text, {"fields": fields})


def build_item(conclusion: Conclusion | SideroscreenError) -> Item:
    """Return the remark on the build: concluded, with its signs, or why not."""
    if isinstance(conclusion, Conclusion):
        signs = "; ".join(conclusion.signs)
        values: dict[str, Value] = {
            "build": conclusion.assembly.value,
            "signs": list(conclusion.signs),
        }
        return Item(ItemId.BUILD, Weight.OK, f"{conclusion.assembly} ({signs})", values)
    mistake = conclusion.mistakes[0]
    return Item(
        ItemId.BUILD,
        Weight.ERROR,
        f"{mistake.what}; {mistake.remedy}",
        {"build": None, "signs": [], "what": mistake.what},
    )


def _contig_names(header: Header, in_records: Sequence[str]) -> Iterator[Item]:
    names = in_records or list(header.contigs)
    if not names:
        return
    styles = _styles(names)
    values: dict[str, Value] = {"styles": styles, "contigs": len(names)}
    if styles == ["accession"]:
        text = f"the contigs are named by accession ({names[0]}): a scan does not find our genes"
        yield Item(ItemId.CONTIG_NAMES, Weight.WARNING, text, values)
    elif unread := [name for name in names if resembled_chromosome(name)]:
        text = (
            f"contigs are named in a way that a scan does not read: {first_few(unread, 5)}; "
            "genes on them are not found"
        )
        yield Item(ItemId.CONTIG_NAMES, Weight.WARNING, text, {**values, "unread": unread})
    elif len(styles) > 1:
        text = f"chromosomes are named in several ways: {', '.join(styles)}; all are read"
        yield Item(ItemId.CONTIG_NAMES, Weight.WARNING, text, values)
    else:
        words = {"chr": 'with "chr"', "plain": 'without "chr"'}
        style = styles[0] if styles else "other"
        named = words.get(style, f"in a way that is not known here ({names[0]})")
        weight = Weight.OK if style in words else Weight.NOTE
        yield Item(ItemId.CONTIG_NAMES, weight, f"chromosomes are named {named}", values)
    if header.contigs and not set(in_records) <= set(header.contigs):
        absent = [one for one in in_records if one not in header.contigs]
        text = f"contigs of records that the header does not declare: {first_few(absent, 5)}"
        yield Item(ItemId.CONTIG_NAMES, Weight.WARNING, text, {"undeclared": absent})


def _styles(names: Iterable[str]) -> list[str]:
    """Return how the chromosomes are named; unplaced contigs count only by themselves."""
    styles: dict[str, None] = {}
    for name in names:
        if plain_chromosome(name).upper() in _MAIN:
            styles["plain" if name == plain_chromosome(name) else "chr"] = None
        elif name.startswith("NC_"):
            styles["accession"] = None
    if not styles and any(_ACCESSION.match(name) for name in names):
        styles["accession"] = None
    return sorted(styles)


def _contig_lengths(header: Header) -> Iterator[Item]:
    without = [contig for contig, length in header.contigs.items() if length is None]
    values: dict[str, Value] = {"declared": len(header.contigs), "without_length": without}
    if not header.contigs:
        text = "the header declares no contigs: the build cannot be told by their lengths"
        yield Item(ItemId.CONTIG_LENGTHS, Weight.NOTE, text, values)
    elif without:
        text = f"{len(without)} of {len(header.contigs)} declared contigs have no length"
        yield Item(ItemId.CONTIG_LENGTHS, Weight.NOTE, text, values)
    else:
        text = f"{len(header.contigs)} contigs are declared, each with its length"
        yield Item(ItemId.CONTIG_LENGTHS, Weight.OK, text, values)


def _made_by(lines: Iterable[str]) -> Item:
    """Return the programs that the header names; of command lines only whose they are."""
    programs: dict[str, None] = {}
    for line in lines:
        if found := _PROGRAM.match(line):
            key, value = found.groups()
            name = value.strip('"') if key == "source" else key
            if given := _ID.search(value):
                name = key if given[1] in key else f"{key} {given[1]}"
            elif key.casefold().endswith("version"):
                name = f"{key} {value.split(' ')[0]}".strip()
            programs[name[:60]] = None
    named = list(programs)
    if not named:
        return Item(ItemId.MADE_BY, Weight.NOTE, "the header names no program", {"programs": []})
    text = f"programs that the header names: {first_few(named, 8)}"
    return Item(ItemId.MADE_BY, Weight.OK, text, {"programs": named})


def _annotation(header: Header, ours: Sequence[OurRecord], panel: Panel) -> Iterator[Item]:
    fields = {one.field: one.program.value for one in annotators_of(header)}
    if "EFF" in header.info:
        fields["EFF"] = "SnpEff, old form: not read"
    if not fields:
        text = "no annotation that is read here (CSQ, ANN, BCSQ)"
        yield Item(ItemId.ANNOTATION, Weight.NOTE, text, {"fields": []})
        return
    named = {
        accession(one)
        for gene in panel.scanned
        if gene.transcript
        for one in (gene.transcript.refseq, gene.transcript.ensembl)
        if one
    }
    for name, program in fields.items():
        with_field = [
            one.info for one in ours if re.search(rf"(?:^|;){re.escape(name)}=", one.info)
        ]
        of_ours = sum(any(one in info for one in named) for info in with_field)
        text = (
            f"annotation {name} ({program}): in {len(with_field)} of {len(ours)} records of our "
            f"genes, {of_ours} on our transcripts"
        )
        missed = bool(ours) and of_ours < len(with_field)
        values: dict[str, Value] = {
            "field": name,
            "records": len(ours),
            "annotated": len(with_field),
            "on_our_transcripts": of_ours,
        }
        yield Item(ItemId.ANNOTATION, Weight.NOTE if missed else Weight.OK, text, values)
