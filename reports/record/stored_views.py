"""The words of a document as they are kept, so that the same words can be printed again.

`case.json` names nobody; a stored view holds the whole document, names and addresses too, and
stays beside the documents themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from genetics.errors import InputRejected, cannot_read
from genetics.phrases import ENGLISH, Tongue, speaking
from reports.catalogues import NOTHING_OWN, tongue
from reports.record.canonical import plain, stored_bytes
from reports.record.manifest import NAME, REMEDY, not_readable
from reports.record.standing import Standing, told_to, with_standing
from reports.render import render_archive_pdf, render_html, render_pdf

FOLDER = "record/views"


class StoredView(BaseModel):
    """One document as it was put into words: the draft, before anybody signed.

    `addressee` is the relative to whom it goes, "" for a document about the proband;
    `stopped`: a person must decide about the case first; `gaps` are the inputs that must be
    stated before it is authorised, and are not.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    schema_: Literal["sideroscreen-view/1"] = Field(alias="schema")
    document: str
    report_id: str = Field(pattern=f"^{NAME}$")
    stem: str = Field(pattern=f"^{NAME}$")
    template: str = Field(pattern=r"^[a-z_]+\.html$")
    addressee: str
    software: str
    report_date: date
    stopped: bool
    gaps: tuple[str, ...]
    view: dict[str, Any]

    @property
    def path(self) -> str:
        """Return where it is kept, beside the record."""
        return view_path(self.stem)

    @property
    def content(self) -> bytes:
        """Return it as it is stored."""
        return stored_bytes(self.model_dump(mode="json", by_alias=True))

    def files(
        self, standing: Standing, attached: Mapping[str, bytes], *, pdf: bool
    ) -> dict[str, bytes]:
        """Return the files of the document in one standing, by name.

        With `attached` there is a PDF for the archive, which holds those files.
        """
        html = self.html(standing)
        logo = str(self.view["heading"].get("logo", ""))
        files = {f"{self.stem}.html": html.encode()}
        if pdf:
            files[f"{self.stem}.pdf"] = render_pdf(html, logo=logo)
        if attached:
            archive = render_archive_pdf(html, attached, self.report_date, logo=logo)
            files[archive_name(self.stem)] = archive
        return files

    def html(self, standing: Standing) -> str:
        """Return the page of the document in one standing, in its own language."""
        with speaking(tongue_for(self.view["heading"].get("language", ""))):
            return render_html(self.template, self.shown(standing))

    def shown(self, standing: Standing) -> object:
        """Return what a template sees: the same names, the same words, and the standing."""
        standing = told_to(self.addressee, standing)
        return _as_namespace(with_standing(self.view, self.report_id, standing))


def archive_name(stem: str) -> str:
    """Return the name of a document's PDF for the archive."""
    return f"{stem}-archive.pdf"


def tongue_for(language: str, own: Mapping[str, str] = NOTHING_OWN) -> Tongue:
    """Return the language of a document; English without own phrases needs no catalogue."""
    if language in ("", ENGLISH) and not own:
        return Tongue()
    return tongue(language or ENGLISH, own)


def view_path(stem: str) -> str:
    """Return where the view of a document is kept, in the folder of the case."""
    return f"{FOLDER}/{stem}.json"


def view_as_stored(view: object) -> dict[str, Any]:
    """Return a view as it is kept: names, words, numbers and lists."""
    kept = plain(view)
    assert isinstance(kept, dict)
    return kept


def read_view(folder: Path, stem: str) -> StoredView:
    """Return a stored view. Raises InputRejected, also for one that is of another document."""
    path = folder / view_path(stem)
    try:
        view = StoredView.model_validate_json(path.read_bytes())
    except OSError as error:
        raise cannot_read(path, f"cannot be read ({error.strerror})", REMEDY) from None
    except ValidationError as problem:
        raise InputRejected(not_readable(problem, path, "stored view", REMEDY)) from None
    if view.stem != stem:
        raise cannot_read(path, f"is the view of another document ({view.stem})", REMEDY)
    return view


def _as_namespace(value: object) -> object:
    if isinstance(value, dict):
        return SimpleNamespace(**{name: _as_namespace(one) for name, one in value.items()})
    if isinstance(value, list):
        return [_as_namespace(one) for one in value]
    return value
