"""Unpacks gzip as fast as this machine can: by isal where it is installed, else by zlib."""

from __future__ import annotations

import gzip
import zlib
from typing import Any, cast


def fastest_gzip() -> Any:
    """Return the module that unpacks gzip: `isal` where it is installed, else Python's own.

    Both check the checksum and the length of every member (of every block of a BGZF file).
    """
    try:
        from isal import igzip
    except ImportError:
        return gzip
    return igzip


def fastest_zlib() -> Any:
    """Return the module that unpacks a single block, and checks nothing."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib
    return isal_zlib


def decompression_errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """Return what unpacking raises for a file that is damaged, cut short or unreadable."""
    try:
        from isal.isal_zlib import IsalError
    except ImportError:
        return (OSError, EOFError, zlib.error, *others)
    return (OSError, EOFError, zlib.error, cast(type[Exception], IsalError), *others)
