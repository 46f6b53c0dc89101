"""Where the laboratory's own data lie: its reference, ClinVar and frequencies, one folder each."""

from __future__ import annotations

import os
from pathlib import Path

from genetics.errors import Mistake, UsageError

VARIABLE = "SIDEROSCREEN_DATA"
REFERENCE, CLINVAR, FREQUENCIES = "reference", "clinvar", "frequencies"
"""The subfolder of each kind."""


def data_folder(given: Path | None = None) -> Path:
    """Return the folder, which need not be there; the first of these that is named:

    1. the folder that is `given`;
    2. ``$SIDEROSCREEN_DATA``;
    3. ``$XDG_DATA_HOME/sideroscreen``, where that is an absolute path (the XDG Base Directory
       Specification has others ignored);
    4. ``~/.local/share/sideroscreen``.

    Raises UsageError where the user has no home folder either.
    """
    if given is not None:
        return given
    if named := os.environ.get(VARIABLE):
        return Path(named).expanduser()
    shared = Path(os.environ.get("XDG_DATA_HOME", ""))
    if shared.is_absolute():
        return shared / "sideroscreen"
    try:
        return Path.home() / ".local" / "share" / "sideroscreen"
    except RuntimeError:
        what = "there is no home folder to keep data in"
        raise UsageError(Mistake(what, f"name a folder in {VARIABLE}")) from None
