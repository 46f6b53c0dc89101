"""Makes lines of a VCF such that they can be written: all is declared, and our own tags are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from genetics.readers.header import parse_header

OWN_TAGS = "SIDERO_"

_OWN_LINES = ("##sideroscreen", f"##INFO=<ID={OWN_TAGS}", f"##FORMAT=<ID={OWN_TAGS}")
_MEANING = "Not declared in the file that was read"
# Only these two have a type that a reader relies on.
_TYPES = {"END": ("1", "Integer"), "GT": ("1", "String")}
_INFO, _FORMAT = 7, 8


def writable(header: Sequence[str], records: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return header and records, without what an earlier scan added, and all declared.

    - Tags that begin with ``SIDERO_`` and the lines of an earlier scan are left out: they are
      written anew, and may have been of another type.
    - A contig, filter, INFO or FORMAT field that a record uses and the header does not declare
      is declared: a contig without length, a field as text of any number, or as a flag where
      it never has a value.
    """
    own = [_without_own(record.split("\t")) for record in records]
    lines = [line for line in header if not line.startswith(_OWN_LINES)]
    missing = dict.fromkeys(_missing(lines, own))
    return [*lines[:-1], *missing, lines[-1]], ["\t".join(columns) for columns in own]


def _without_own(columns: list[str]) -> list[str]:
    items = [item for item in columns[_INFO].split(";") if not item.startswith(OWN_TAGS)]
    left = [*columns[:_INFO], ";".join(items) or "."]
    if len(columns) <= _FORMAT:
        return left
    keys = columns[_FORMAT].split(":")
    kept = [number for number, key in enumerate(keys) if not key.startswith(OWN_TAGS)]
    return left + [_picked(column, kept) for column in columns[_FORMAT:]]


def _picked(column: str, kept: Sequence[int]) -> str:
    values = column.split(":")
    return ":".join(values[number] for number in kept if number < len(values)) or "."


def _missing(header: Sequence[str], records: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines that declare what the records use and the header does not declare."""
    declared = parse_header("", header)
    filters = {
        line.partition("<ID=")[2].partition(",")[0].rstrip(">")
        for line in header
        if line.startswith("##FILTER=<ID=")
    }
    valued = {
        item.partition("=")[0]
        for columns in records
        for item in columns[_INFO].split(";")
        if "=" in item
    }
    for columns in records:
        if columns[0] not in declared.contigs:
            yield f"##contig=<ID={columns[0]}>"
        for name in columns[6].split(";"):
            if name not in {*filters, "", ".", "PASS"}:
                yield f'##FILTER=<ID={name},Description="{_MEANING}">'
        for item in columns[_INFO].split(";"):
            name = item.partition("=")[0]
            if name not in {*declared.info, "", "."}:
                number, kind = (
                    _TYPES.get(name, (".", "String")) if name in valued else ("0", "Flag")
                )
                yield _field("INFO", name, number, kind)
        for name in columns[_FORMAT].split(":") if len(columns) > _FORMAT else ():
            if name not in {*declared.formats, "", "."}:
                yield _field("FORMAT", name, *_TYPES.get(name, (".", "String")))


def _field(line: str, name: str, number: str, kind: str) -> str:
    return f'##{line}=<ID={name},Number={number},Type={kind},Description="{_MEANING}">'
