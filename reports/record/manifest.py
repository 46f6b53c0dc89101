"""The record of a case: a list of entries, each holding the digest of the one before.

The chain shows that an entry was changed, taken out or put in only to somebody who keeps its
head elsewhere: who may write the file can write the whole chain anew. That is why the head
is printed on authorised documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from genetics.errors import InputRejected, Mistake, cannot_read
from reports.record.canonical import digest_of, stored_bytes
from reports.record.standing import Act, Amends, Stage, Standing

MANIFEST = "record/manifest.json"
NO_ENTRY = "0" * 64
REMEDY = "restore the file from a copy; nothing was written"


class Event(StrEnum):
    """What can happen to a document, or to the case where there is no document.

    `CONCLUDED`: the case was concluded, and no document was written or withdrawn.
    """

    CONCLUDED = "concluded"
    WRITTEN = "written"
    CHECKED = "checked"
    AUTHORISED = "authorised"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"


NAME = r"[A-Za-z0-9_][A-Za-z0-9._-]*"
"""What a file or a folder of ours can be called: nothing hidden, nothing that leads upwards."""

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
OurName = Annotated[str, Field(pattern=f"^({NAME})?$")]
OurFile = Annotated[str, Field(pattern=f"^({NAME}/)*{NAME}$")]
AnyName = Annotated[str, Field(pattern=r"^[^/\\\x00]+$")]


class Entry(BaseModel):
    """One thing that happened to one document.

    `files` are the files of this version and its stored view, `kept` the issued files that
    were put aside, `case_files` those that all documents of the case share, `inputs` the
    files that the case was read from, each with its SHA-256.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    number: int
    event: Event
    document: str
    report_id: OurName
    version: int
    who: str
    when: date
    reason: str
    software: str
    knowledge: str
    files: dict[OurFile, Digest]
    kept: dict[OurFile, Digest]
    case_files: dict[OurFile, Digest]
    inputs: dict[AnyName, Digest]
    previous: Digest
    digest: Digest

    @property
    def stem(self) -> str:
        """Return the name of the document's files, without the ending; "" where none are named."""
        return next((Path(name).stem for name in self.files if name.startswith("record/")), "")

    @property
    def true_digest(self) -> str:
        """Return the digest over everything else in the entry."""
        return digest_of(self.model_dump(mode="json", exclude={"digest"}))


class Manifest(BaseModel):
    """The record of one case."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    schema_: Literal["sideroscreen-record/1"] = Field(alias="schema")
    case: str
    entries: tuple[Entry, ...] = ()

    @property
    def head(self) -> str:
        """Return the digest of the last entry."""
        return self.entries[-1].digest if self.entries else NO_ENTRY

    def with_entry(
        self,
        event: Event,
        *,
        document: str,
        report_id: str,
        version: int,
        when: date,
        who: str = "",
        reason: str = "",
        software: str = "",
        knowledge: str = "",
        files: dict[str, str] | None = None,
        kept: dict[str, str] | None = None,
        case_files: dict[str, str] | None = None,
        inputs: dict[str, str] | None = None,
    ) -> Manifest:
        """Return the record with one more entry at its end."""
        entry = Entry(
            number=len(self.entries) + 1,
            event=event,
            document=document,
            report_id=report_id,
            version=version,
            who=who,
            when=when,
            reason=reason,
            software=software,
            knowledge=knowledge,
            files=files or {},
            kept=kept or {},
            case_files=case_files or {},
            inputs=inputs or {},
            previous=self.head,
            digest=NO_ENTRY,
        )
        sealed = entry.model_copy(update={"digest": entry.true_digest})
        return self.model_copy(update={"entries": (*self.entries, sealed)})

    def last_of(self, document: str) -> Entry | None:
        """Return the last entry about a document."""
        return next((one for one in reversed(self.entries) if one.document == document), None)

    @property
    def documents(self) -> tuple[str, ...]:
        """Return the documents that the record knows, in the order of their first entry."""
        named = (one.document for one in self.entries if one.document)
        return tuple(dict.fromkeys(named))

    def standing_of(self, document: str) -> Standing:
        """Return how far a document has come, worked out from all of its entries."""
        standing = Standing(version=0)
        for entry in self.entries:
            if entry.document == document:
                standing = _after(standing, entry)
        return standing

    @property
    def expected(self) -> dict[str, str]:
        """Return the digest of each file that must be there now."""
        present: dict[str, dict[str, str]] = {}
        shared: dict[str, str] = {}
        kept: dict[str, str] = {}
        for entry in self.entries:
            present[entry.document] = dict(entry.files)
            shared = dict(entry.case_files) or shared
            kept |= entry.kept
        return {**shared, **kept, **{k: v for one in present.values() for k, v in one.items()}}

    @property
    def content(self) -> bytes:
        """Return the record as it is stored."""
        return stored_bytes(self.model_dump(mode="json", by_alias=True))


def _after(before: Standing, entry: Entry) -> Standing:
    """Return the standing of a document after one more entry."""
    act = Act(entry.who, entry.when)
    match entry.event:
        case Event.WRITTEN:
            return Standing(entry.version, amends=before.amends)
        case Event.CHECKED:
            return Standing(entry.version, Stage.CHECKED, act, amends=before.amends)
        case Event.AUTHORISED:
            return Standing(
                entry.version,
                Stage.AUTHORISED,
                before.checked,
                act,
                before.amends,
                entry.previous,
            )
        case Event.AMENDED:
            since = before.authorised.when if before.authorised is not None else entry.when
            return Standing(entry.version, amends=Amends(before.version, since, entry.reason))
        case Event.WITHDRAWN:
            return Standing(entry.version, Stage.WITHDRAWN)
        case Event.CONCLUDED:
            return before


def read_manifest(folder: Path) -> Manifest | None:
    """Return the record of a folder, None where there is none. Raises InputRejected."""
    path = folder / MANIFEST
    try:
        content = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise cannot_read(path, f"cannot be read ({error.strerror})", REMEDY) from None
    try:
        return Manifest.model_validate_json(content)
    except ValidationError as problem:
        raise InputRejected(not_readable(problem, path, "record", REMEDY)) from None


def not_readable(problem: ValidationError, file: Path, what: str, remedy: str) -> Mistake:
    """Return the first thing that is wrong in a stored file, in one line."""
    first = problem.errors(include_url=False)[0]
    place = ", ".join(str(step) for step in first["loc"])
    said = f"{first['msg'][:1].lower()}{first['msg'][1:]}"
    return Mistake(f"no {what} that can be read: {said}", remedy, str(file), place=place)


def broken_links(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield where the chain is broken, and in which way."""
    previous = NO_ENTRY
    for number, entry in enumerate(entries, start=1):
        if entry.number != number or entry.previous != previous:
            yield f"the chain is broken at entry {number}: it does not follow the one before"
        if entry.digest != entry.true_digest:
            yield f"the chain is broken at entry {number}: it was changed after it was written"
        previous = entry.digest
