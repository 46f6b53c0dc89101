"""Which version of the knowledge this is: the date of the gene files, such as ``2026.11.25``."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from genetics.errors import KnowledgeInvalid, Mistake

FILE = "genetics/genes/VERSION.toml"
_VERSION = re.compile(r"\d{4}\.\d{2}\.\d{2}")


def knowledge_version() -> str:
    """Return the version of the gene files. Raises KnowledgeInvalid where it is none.

    Only this is looked at, because it is asked for where the genes are not; the whole file is
    checked when they are loaded (``gene_files.load_panel``).
    """
    try:
        text = (Path(__file__).parent / "genes" / "VERSION.toml").read_text(encoding="utf-8")
        version = tomllib.loads(text).get("version")
    except (OSError, ValueError) as error:
        raise KnowledgeInvalid(Mistake(f"it cannot be read ({error})", _REMEDY, FILE)) from None
    if not isinstance(version, str) or not _VERSION.fullmatch(version):
        raise KnowledgeInvalid(Mistake("it states no version", _REMEDY, FILE))
    return version


_REMEDY = 'write version = "YYYY.MM.DD", or install the package again'
