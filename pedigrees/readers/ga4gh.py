"""Reads families from phenopackets and from GA4GH pedigrees, as research databases keep them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from genetics.errors import InputRejected, Mistake, cannot_read
from genetics.toml_lines import KeyPath, TomlDocument
from pedigrees.readers.json_text import json_object, validated
from pedigrees.readers.pedigree_file import PedigreeFile, RecordedFamily, gaps_in
from pedigrees.readers.pedigree_text import text_of
from pedigrees.readers.people_checks import family_faults
from pedigrees.readers.texts import faults_of_family_ids

if TYPE_CHECKING:
    from pedigrees.readers.ga4gh_people import Book


def read_ga4gh(
    source: str | Path | TextIO, *, family: str | None = None, name: str = ""
) -> PedigreeFile:
    """Read a phenopacket Family or a GA4GH pedigree. Raises InputRejected with all mistakes.

    JSON of phenopackets version 2: keys in lowerCamelCase, or as the schema writes them
    (snake_case); null says nothing; an unknown key is a mistake. Which of the two it is:

    * ``pedigree`` (persons with parents): a Family. Who is related to whom stands there
      alone; the phenopackets of the proband and of relatives tell vital status, birth,
      diseases. They know no twins, adoption, partners or pregnancies, which is said. Its
      pedigree may also stand by itself (``persons``);
    * ``individuals``: a GA4GH pedigree, its individuals phenopackets or persons of the
      pedigree schema of version 1, and ``relationships`` in terms of the Kinship Ontology
      (see `pedigrees.readers.kinship`);
    * one phenopacket alone and a Cohort tell no relations: refused.

    See `pedigrees.readers.ga4gh_people` for what is read of a person. A mistake names the
    JSON path and the person.
    """
    shown = name or (str(source) if isinstance(source, str | Path) else "GA4GH file")
    text = text_of(source, shown)
    try:
        found, book = _read(json_object(text, shown), shown)
    except RecursionError:
        what = "cannot be read: lists stand too deep in lists"
        raise cannot_read(shown, what, "correct it") from None
    if not any(one.people for one in found) and not book.mistakes:
        raise cannot_read(shown, "no person in this file", "enter the people of the family")
    chosen = PedigreeFile(shown, found).only(family)
    mistakes = [*book.mistakes, *(_faults(chosen, book) if not book.mistakes else ())]
    if mistakes:
        raise InputRejected([replace(one, file=shown) for one in mistakes])
    notes = tuple(f"{shown}: {note}" for note in book.notes())
    gaps = tuple(f"{shown}: {gap}" for gap in gaps_in(chosen.families))
    return replace(chosen, notes=notes, gaps=gaps)


def _read(values: dict[str, Any], shown: str) -> tuple[tuple[RecordedFamily, ...], Book]:
    from pedigrees.readers.ga4gh_model import Family, Pedigree
    from pedigrees.readers.ga4gh_people import families_of
    from pedigrees.readers.ga4gh_relations import family_of

    plain = _plain(values, shown)
    if "persons" in plain:
        plain = {"pedigree": plain}
    if "pedigree" in plain:
        return families_of(validated(_JsonDocument(shown, "", plain), Family))
    if "individuals" in plain:
        return family_of(validated(_JsonDocument(shown, "", plain), Pedigree))
    for key, what in OTHERS.items():
        if key in plain:
            raise cannot_read(shown, what, "export a Family with its pedigree")
    what = "is neither a phenopacket Family (pedigree) nor a GA4GH pedigree (individuals)"
    raise cannot_read(shown, what, "export one of the two")


OTHERS = {
    "subject": "is the phenopacket of one person, which tells no relations",
    "members": "is a Cohort, which tells no relations",
    "proband": "is a Family without its pedigree: who is related to whom is not told",
    "relatives": "is a Family without its pedigree: who is related to whom is not told",
}


def _plain(values: Any, shown: str) -> Any:
    """Return values with keys in lowerCamelCase and without null; older keys by their new name."""
    from pydantic.alias_generators import to_camel

    if isinstance(values, list):
        return [_plain(one, shown) for one in values]
    if not isinstance(values, dict):
        return values
    renamed: dict[str, Any] = {}
    for key, value in values.items():
        name = to_camel(key) if "_" in key else key
        if name in renamed:
            raise cannot_read(shown, f'the key "{name}" stands twice in one object', "keep one")
        if value is not None:
            renamed[name] = _plain(value, shown)
    if "relationships" in renamed and isinstance(renamed["relationships"], list):
        renamed["relationships"] = [_with_new_keys(one) for one in renamed["relationships"]]
    return renamed


OLDER_KEYS = {"individualId": "individual", "relativeId": "relative", "relationship": "relation"}
"""Of a relationship: of phenopackets and of older examples, and in version 1 of the schema."""


def _with_new_keys(relationship: Any) -> Any:
    if not isinstance(relationship, dict):
        return relationship
    return {
        (key if OLDER_KEYS.get(key, key) in relationship else OLDER_KEYS.get(key, key)): value
        for key, value in relationship.items()
    }


class _JsonDocument(TomlDocument):
    """An object of JSON: a place in it is its path, and the person it belongs to."""

    __slots__ = ()

    def place_of(self, path: KeyPath) -> str:
        """Return a path like ``pedigree.persons[2].sex (P3)``."""
        place, person, here = "", "", self.values
        inside: Any = here
        for step in path:
            place += f"[{step}]" if isinstance(step, int) else f".{step}" if place else step
            try:
                inside = inside[step]
            except (KeyError, IndexError, TypeError):
                break
            person = _person_of(inside, place) or person
        return f"{place} ({person})" if person else place


def _person_of(inside: object, place: str) -> str:
    if not isinstance(inside, dict):
        return ""
    subject = inside.get("subject")
    known = subject.get("id") if isinstance(subject, dict) else inside.get("individualId")
    if known is None and place.startswith("individuals[") and place.endswith("]"):
        known = inside.get("id")
    return known if isinstance(known, str) else ""


def _faults(file: PedigreeFile, book: Book) -> list[Mistake]:
    return [
        *faults_of_family_ids(file.families),
        *(
            Mistake(fault.what, fault.remedy, place=book.place(fault.person))
            for family in file.families
            for fault in family_faults(family.people)
        ),
    ]
