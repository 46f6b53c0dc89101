"""Reads a site profile: who the clinic is, and how its documents look and speak.

All mistakes of a file are reported together, each in one line with its place and the remedy.
A phrase of the clinic's own is text: it may hold the gaps of the phrase that it replaces, and
whatever else stands in braces is printed as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from genetics.errors import InputRejected, cannot_read
from genetics.phrases import ENGLISH
from genetics.toml_lines import TomlDocument, check, nearest, parse_toml
from pedigrees.case import SiteSettings
from pedigrees.readers.notebook import Notebook
from reports.catalogues import GAP, gaps_of
from reports.logo import read_logo
from reports.sections import MANDATORY, OPTIONAL
from reports.site import Site

if TYPE_CHECKING:
    from reports.site_model import SiteFile


def read_site(
    path: str | Path, *, phrases: Mapping[str, str], languages: Sequence[str] = (ENGLISH,)
) -> Site:
    """Return the site of a profile. Raises InputRejected with all that is wrong in it.

    `phrases` are those that a clinic may word itself, by id, as the catalogue has them;
    `languages` are the tags of the languages that there are catalogues for.
    """
    document = _parsed(path)
    notebook = Notebook(document)
    entered = _entered(notebook)
    logo = _logo(notebook, Path(path).parent)
    left_out = _left_out(notebook)
    own = _own_phrases(notebook, phrases)
    _check_language(notebook, languages)
    notebook.close()
    assert entered is not None
    clinic, settings = entered.clinic, entered.settings
    return Site(
        name=clinic.name,
        lines=clinic.lines,
        contact=clinic.contact,
        logo=logo,
        accreditation=clinic.accreditation,
        signatories=clinic.signatories,
        paper=entered.paper,
        left_out=left_out,
        phrases=own,
        language=entered.language or ENGLISH,
        settings=SiteSettings(
            settings.callability_pct,
            settings.lead_action_level,
            settings.off_label_annex,
            settings.callable_depth,
        ),
    )


def profile_files(path: str | Path) -> tuple[Path, ...]:
    """Return the files of a profile that was read: itself, and the logo that it names."""
    logo = str(_parsed(path).values.get("clinic", {}).get("logo", ""))
    return (Path(path), Path(path).parent / logo) if logo.strip() else (Path(path),)


def _parsed(path: str | Path) -> TomlDocument:
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        why = f"cannot be read: {error.strerror or error}"
        raise cannot_read(path, why, "check the path") from error
    except ValueError as error:
        raise cannot_read(path, "is not a text in UTF-8", "save it as UTF-8") from error
    try:
        return parse_toml(text, str(path), InputRejected)
    except (ValueError, RecursionError) as error:
        raise cannot_read(path, f"is not valid TOML: {error}", "correct it") from error


def _entered(notebook: Notebook) -> SiteFile | None:
    """Return the profile as its model, None where its shape is wrong, which is noted."""
    from reports.site_model import SiteFile

    try:
        entered = check(notebook.document, SiteFile, InputRejected)
    except InputRejected as error:
        notebook.mistakes += error.mistakes
        return None
    if not entered.clinic.name:
        notebook.wrong(("clinic", "name"), "the name is empty", "write the name of the clinic")
    return entered


def _table(notebook: Notebook, name: str) -> dict[str, Any]:
    """Return a table as it was written; what is no table was noted with the shape."""
    table = notebook.document.values.get(name)
    return table if isinstance(table, dict) else {}


# The logo, the sections and the language --------------------------------------------------


def _logo(notebook: Notebook, folder: Path) -> str:
    named = _table(notebook, "clinic").get("logo")
    if not isinstance(named, str) or not named.strip():
        return ""
    try:
        return read_logo(folder / named)
    except InputRejected as error:
        notebook.absorb(("clinic", "logo"), error)
    except ValueError:
        notebook.wrong(("clinic", "logo"), "this is no path", "name a PNG or SVG file")
    return ""


def _left_out(notebook: Notebook) -> frozenset[str]:
    """Return the sections that are switched off; those that must stand cannot be."""
    left_out = set()
    for kind, sections in _table(notebook, "sections").items():
        if kind not in MANDATORY:
            remedy = _one_of(kind, tuple(MANDATORY))
            notebook.wrong(("sections", kind), f'"{kind}" is not a document', remedy)
            continue
        for section, on in sections.items() if isinstance(sections, dict) else ():
            if section not in OPTIONAL.get(kind, {}):
                _not_optional(notebook, kind, section, on)
            elif on is False:
                left_out.add(f"{kind}.{section}")
    return frozenset(left_out)


def _not_optional(notebook: Notebook, kind: str, section: str, on: object) -> None:
    optional = ", ".join(OPTIONAL.get(kind, {})) or "none"
    if section not in MANDATORY[kind]:
        remedy = _one_of(section, (*OPTIONAL.get(kind, {}), *MANDATORY[kind]))
        notebook.wrong(("sections", kind, section), f'no section "{section}"', remedy)
    elif on is False:
        what = f'"{section}" must stand in the document {kind} and cannot be switched off'
        notebook.wrong(("sections", kind, section), what, f"may be switched off: {optional}")


def _check_language(notebook: Notebook, languages: Sequence[str]) -> None:
    language = notebook.document.values.get("language")
    if isinstance(language, str) and language not in languages:
        what = f'there is no catalogue for the language "{language}"'
        notebook.wrong(("language",), what, _one_of(language, languages))


# Own phrases ------------------------------------------------------------------------------


def _own_phrases(notebook: Notebook, phrases: Mapping[str, str]) -> dict[str, str]:
    """Return the clinic's own wordings by id; each keeps the gaps of the phrase it replaces."""
    own = {}
    for name, wording in _table(notebook, "phrases").items():
        path = ("phrases", name)
        if name not in phrases:
            notebook.wrong(path, f'no phrase has the id "{name}"', _one_of(name, tuple(phrases)))
        elif isinstance(wording, str):
            for what, remedy in _wrong_with(wording, phrases[name]):
                notebook.wrong(path, what, remedy)
            own[name] = _as_text(wording.strip(), gaps_of(phrases[name]))
    return own


def _wrong_with(wording: str, phrase: str) -> list[tuple[str, str]]:
    if not wording.strip():
        return [("the phrase is empty", "write a phrase, or take the line out")]
    gaps, named = gaps_of(phrase), gaps_of(wording)
    kept = f"keep {', '.join(f'{{{gap}}}' for gap in sorted(gaps))}" if gaps else "it has no gaps"
    missing = [(f"the gap {{{gap}}} is missing", kept) for gap in sorted(gaps - named)]
    unknown = [(f"{{{gap}}} is not a gap of this phrase", kept) for gap in sorted(named - gaps)]
    return missing + unknown


def _as_text(wording: str, gaps: frozenset[str]) -> str:
    """Return the wording so that only its gaps are filled: every other brace is text.

    A phrase without gaps is printed as it stands, so its braces are left alone.
    """
    if not gaps:
        return wording
    parts = GAP.split(wording)
    texts = [part.replace("{", "{{").replace("}", "}}") for part in parts[::2]]
    filled = [f"{{{gap}}}" for gap in parts[1::2]]
    return "".join(text + gap for text, gap in zip(texts, [*filled, ""], strict=True))


def _one_of(word: str, allowed: Sequence[str]) -> str:
    close = nearest(word, allowed)
    meant = f'did you mean "{close}"? ' if close else ""
    return f"{meant}(there are: {', '.join(allowed)})"
