"""How every case of a batch is run: what is asked of all, beside what the manifest says of one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.batch.manifest import Row
from workflow.batch.status import Checksums, Documents, Status
from workflow.clinic import in_its_language, read_profile
from workflow.scanning import How, predictor_from

if TYPE_CHECKING:
    from reports.site import Site


@dataclass(frozen=True, slots=True)
class Letters:
    """How the documents of rows with a case file are written, as `report` takes it."""

    site: Path | None = None
    language: str = ""
    archive: bool = False

    def clinic(self) -> Site:
        """Return the clinic's profile. Raises InputRejected for one that cannot be used."""
        return _clinic(self.site, self.language, tuple(map(_state, self.files())))

    def files(self) -> tuple[Path, ...]:
        """Return the files that the profile was read from."""
        from reports.site_file import profile_files

        return profile_files(self.site) if self.site is not None else ()


def _state(file: Path) -> tuple[object, ...]:
    """Return what tells that a file was written to, or replaced; its reader says what is wrong."""
    if not file.exists():
        return (file,)
    told = file.stat()
    return file, told.st_ino, told.st_size, told.st_mtime_ns


@lru_cache(maxsize=1)
def _clinic(site: Path | None, language: str, _: tuple[object, ...]) -> Site:
    """Read a profile, once as long as its files stay as they are."""
    return read_profile(site, language)


@dataclass(frozen=True, slots=True)
class Way:
    """How every case of a batch is run.

    `data` is the folder of what the laboratory has added; `every` how every VCF is scanned, as
    far as its row or its case file does not say it.
    """

    out: Path
    data: Path
    every: How = field(default_factory=How)
    documents: Documents = Documents.CASE
    letters: Letters = field(default_factory=Letters)
    resume: bool = False
    checksums: Checksums = Checksums.WHOLE

    def require_usable(self) -> None:
        """Read what every case would read. Raises UsageError or InputRejected for what is wrong."""
        predictor_from(self.every.get("predictor_field"), self.every.get("predictor_limits"))
        if self.letters.site is not None or self.letters.language:
            with in_its_language(self.letters.clinic()):
                pass

    def of(self, row: Row) -> How:
        """Return how the VCF of a row is scanned: what the row states goes first."""
        stated: How = {}
        if row.sample is not None:
            stated["samples"] = (row.sample,)
        if row.assembly is not None:
            stated["assembly"] = row.assembly
        if row.class_field is not None:
            stated["class_field"] = row.class_field
        if row.callable is not None:
            stated["callable_beds"] = (str(row.callable),)
        return {**self.every, **stated, "ped": row.ped}

    def arguments(self, row: Row) -> dict[str, str]:
        """Return all that was stated of a case, as text; what of its files' content matters is
        told by their checksums.
        """
        stated = {**self.of(row), **of_row(row)}
        if row.case_file is not None:
            letters = self.letters
            stated |= {"documents": self.documents, "site": letters.site}
            stated |= {"language": letters.language, "archive": letters.archive}
        told = {name: value for name, value in stated.items() if name not in _TOLD_OTHERWISE}
        return {name: _as_text(value) for name, value in told.items() if _is_stated(value)}


# The library's versions and checksums are told, not the folder it lies in.
_TOLD_OTHERWISE = frozenset({"data"})


def of_row(row: Row) -> dict[str, object]:
    """Return what a row states by which it is known again: its files and its sample."""
    return {
        "vcf": row.vcf,
        "samples": row.sample,
        "ped": row.ped,
        "callable_beds": row.callable,
        "case_file": row.case_file,
    }


def is_of(status: Status, row: Row) -> bool:
    """Whether a case was run from the files that its row names."""
    arguments = status.asked.arguments
    return all(
        arguments.get(name) == (_as_text(value) if _is_stated(value) else None)
        for name, value in of_row(row).items()
    )


def _is_stated(value: object) -> bool:
    """Whether an option or a cell says anything; 0 does."""
    return value is not None and value is not False and value != ""


def _as_text(value: object) -> str:
    return str(value.absolute() if isinstance(value, Path) else value)
