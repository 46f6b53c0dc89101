"""Reads which cases a batch is made of: a manifest with a row for each, or a folder of VCFs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from genetics.errors import InputRejected, Mistake, cannot_read
from genetics.plain_text import in_plain_sight, invisible_in
from genetics.toml_lines import nearest
from genetics.variants import Assembly
from workflow.batch.case_folder import SAFE_ID

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from workflow.batch.manifest_model import ManifestRow

VCF_ENDINGS = (".vcf.gz", ".vcf", ".bcf")
NOT_GIVEN = ("", ".")
_SAFE_IN_WORDS = "letters, digits, dots, hyphens, underscores; first a letter or digit; up to 100"


@dataclass(frozen=True, slots=True)
class Row:
    """One case of a batch: its id, its VCF, and what the user states of it."""

    case: str
    vcf: Path
    sample: str | None = None
    assembly: Assembly | None = None
    ped: Path | None = None
    case_file: Path | None = None
    callable: Path | None = None
    class_field: str | None = None


def read_rows(source: Path) -> tuple[Row, ...]:
    """Return the cases of a manifest (a file) or of a folder.

    - A manifest is a table in UTF-8, its cells parted by tabs, its first line the names of the
      columns (``docs/manifest.schema.json``); empty lines and lines that begin with # are passed
      over. Paths are taken from the folder of the manifest.
    - Of a folder every ``*.vcf``, ``*.vcf.gz`` and ``*.bcf`` in it is a case, in the order of
      their names; the case is named as the file without its ending.

    Two cases of one id are refused, also where only capitals tell them apart, because not every
    file system does. Raises InputRejected with all that is wrong; that a VCF is missing is a
    matter of its case, not of the manifest.
    """
    if hidden := invisible_in(str(source.absolute())):
        what = f"its path holds {hidden}, which nobody sees, or is no text in UTF-8"
        raise cannot_read(in_plain_sight(str(source)), what, "rename the file or its folder")
    return _rows_of_folder(source) if source.is_dir() else _rows_of_table(source)


def _rows_of_folder(folder: Path) -> tuple[Row, ...]:
    found = sorted(
        file for file in folder.iterdir() if file.name.endswith(VCF_ENDINGS) and not file.is_dir()
    )
    if not found:
        what, remedy = "the folder holds no VCF", "name a folder with .vcf, .vcf.gz or .bcf files"
        raise cannot_read(folder, what, remedy)
    rows = tuple(Row(_without_ending(file.name), file) for file in found)
    remedy = "write a manifest that gives the file an id"
    mistakes = [
        Mistake(f"{row.case!r} cannot be the id of a case ({_SAFE_IN_WORDS})", remedy, str(row.vcf))
        for row in rows
        if not _is_safe(row.case)
    ]
    mistakes += [
        Mistake(f"{row.vcf.name} and {before.vcf.name} would be one case", remedy, str(row.vcf))
        for before, row in _doubles(rows)
    ]  # fmt: skip
    if mistakes:
        raise InputRejected(mistakes)
    return rows


def _without_ending(name: str) -> str:
    return next(name.removesuffix(end) for end in VCF_ENDINGS if name.endswith(end))


def _is_safe(case: str) -> bool:
    return re.fullmatch(SAFE_ID, case) is not None


def _doubles(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each row whose id was there before, with the row that had it first."""
    first: dict[str, Row] = {}
    for row in rows:
        before = first.setdefault(row.case.casefold(), row)
        if before is not row:
            yield before, row


# --- the table ---


def _rows_of_table(file: Path) -> tuple[Row, ...]:
    (head, names), *rest = _lines(file)
    _require_columns(file, head, names)
    lines: dict[int, int] = {}
    rows: list[Row] = []
    mistakes: list[Mistake] = []
    for line, cells in rest:
        row, wrong = _row(file, line, names, cells)
        mistakes += wrong
        if row is not None:
            rows.append(row)
            lines[id(row)] = line
    for before, row in _doubles(rows):
        what = f"the id {row.case} stands in line {lines[id(before)]} as {before.case} already"
        mistakes.append(
            Mistake(what, "give each case an id of its own", str(file), lines[id(row)], "case")
        )
    if not rest:
        raise cannot_read(file, "the manifest names no case", "add a row for each case")
    if mistakes:
        raise InputRejected(sorted(mistakes, key=lambda one: one.line or 0))
    return tuple(rows)


def _lines(file: Path) -> list[tuple[int, list[str]]]:
    """Return the lines with their numbers and cells, that of the column names first."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        why = f"the manifest cannot be read ({error.strerror or error})"
        raise cannot_read(file, why, "check the path") from None
    except ValueError:
        raise cannot_read(file, "the manifest is no text in UTF-8", "save it as UTF-8") from None
    lines = [
        (number, [cell.strip() for cell in line.split("\t")])
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        raise cannot_read(file, "the manifest is empty", "name the columns in its first line")
    return lines


def _require_columns(file: Path, line: int, names: Sequence[str]) -> None:
    from workflow.batch.manifest_model import ManifestRow

    allowed = list(ManifestRow.model_fields)
    remedy = f"the columns are {', '.join(allowed)}, parted by tabs"
    mistakes = [
        Mistake(f"there is no column {name!r}{_perhaps(name, allowed)}", remedy, str(file), line)
        for name in names
        if name not in allowed
    ]
    mistakes += [
        Mistake(f"the column {name} stands there twice", "keep one of them", str(file), line)
        for name in dict.fromkeys(names)
        if names.count(name) > 1 and name in allowed
    ]
    mistakes += [
        Mistake(f"the column {name} is missing", remedy, str(file), line)
        for name, field in ManifestRow.model_fields.items()
        if field.is_required() and name not in names
    ]
    if mistakes:
        raise InputRejected(mistakes)


def _perhaps(name: str, allowed: Sequence[str]) -> str:
    meant = nearest(name, allowed)
    return f" (is {meant} meant?)" if meant else ""


def _row(
    file: Path, line: int, names: Sequence[str], cells: Sequence[str]
) -> tuple[Row | None, list[Mistake]]:
    from pydantic import ValidationError

    from workflow.batch.manifest_model import ManifestRow

    if len(cells) != len(names):
        what = f"the row has {len(cells)} cells, the first line names {len(names)} columns"
        remedy = "part the cells by tabs, and leave those empty that are not given"
        return None, [Mistake(what, remedy, str(file), line)]
    hidden = [(name, invisible_in(cell)) for name, cell in zip(names, cells, strict=True)]
    if any(found for _, found in hidden):
        remedy = "delete it, or type the cell anew"
        return None, [
            Mistake(f"the cell holds {found}, which nobody sees", remedy, str(file), line, name)
            for name, found in hidden
            if found
        ]
    given = {name: cell for name, cell in zip(names, cells, strict=True) if cell not in NOT_GIVEN}
    try:
        return _with_paths(ManifestRow.model_validate(given), file.parent), []
    except ValidationError as problem:
        return None, [_mistake(file, line, detail) for detail in problem.errors()]


def _with_paths(entered: ManifestRow, folder: Path) -> Row:
    def at(path: str | None) -> Path | None:
        return folder / path if path is not None else None

    return Row(
        case=entered.case,
        vcf=folder / entered.vcf,
        sample=entered.sample,
        assembly=Assembly(entered.assembly) if entered.assembly is not None else None,
        ped=at(entered.ped),
        case_file=at(entered.case_file),
        callable=at(entered.callable),
        class_field=entered.class_field,
    )


def _mistake(file: Path, line: int, detail: ErrorDetails) -> Mistake:
    column, given = str(detail["loc"][0]), detail["input"]
    match detail["type"]:
        case "missing":
            what, remedy = "the cell is empty", f"give each row its {column}"
        case "string_pattern_mismatch":
            what = f"{given!r} cannot be the id of a case"
            remedy = f"use only {_SAFE_IN_WORDS}"
        case _:
            what, remedy = f"{given!r} is not allowed here", str(detail["msg"]).lower()
    return Mistake(what, remedy, str(file), line, column)
