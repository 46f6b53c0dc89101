"""Makes the PDF library's process fail for real: a module that it imports at its start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reports import pdf_process

FAILS = """
import os, signal, time
from reports import pdf_worker
write = pdf_worker._written
def failing(page):
    if {where!r} in page.html and ({variants!r} == "both" or page.attached):
        {how}
    return write(page)
pdf_worker._written = failing
"""
WAYS = {
    "segfault": "os.kill(os.getpid(), signal.SIGSEGV)",
    "kill": "os.kill(os.getpid(), signal.SIGKILL)",
    "exit": "os._exit(3)",
    "memory": "raise MemoryError",
    "hang": "time.sleep(60)",
    "bug": "raise ZeroDivisionError('a bug of the library')",
}


@contextmanager
def started_with(monkeypatch: pytest.MonkeyPatch, module: Path, text: str) -> Iterator[None]:
    """Start the PDF process anew with a module of ours on its path, and end it afterwards."""
    module.parent.mkdir(parents=True, exist_ok=True)
    module.write_text(text)
    root = module.parent if module.name != "__init__.py" else module.parent.parent
    with monkeypatch.context() as changed:
        changed.setenv("PYTHONPATH", str(root))
        pdf_process.stop()
        try:
            yield
        finally:
            pdf_process.stop()


def failing(
    monkeypatch: pytest.MonkeyPatch, folder: Path, how: str, where: str, variants: str = "both"
):
    """Let the PDF library fail in this way at each page that holds `where`."""
    text = FAILS.format(where=where, how=WAYS[how], variants=variants)
    return started_with(monkeypatch, folder / "sitecustomize.py", text)


def without_library(monkeypatch: pytest.MonkeyPatch, folder: Path):
    """Let the PDF library's system libraries be missing."""
    text = "raise OSError(\"cannot load library 'libpango-1.0-0'\\nmore lines\")\n"
    return started_with(monkeypatch, folder / "weasyprint" / "__init__.py", text)
