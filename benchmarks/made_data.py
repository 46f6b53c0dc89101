"""How large the made data of a run are, and the folder that keeps them from one run to the next."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import vcf_data


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How many records, files, samples and printed documents one run has.

    `genome`, `whole`, `gvcf`, `exome` and `full_cohort` are records of a file, `cohort` those of
    the two cohorts, which have `samples`. Of the family `documents` are written, all where none
    is named; `printed` of them show whether memory grows.
    """

    name: str
    genome: int
    whole: int
    gvcf: int
    files: int
    exome: int
    samples: tuple[int, int]
    cohort: tuple[int, int]
    full_cohort: int
    printed: int
    documents: tuple[str, ...] = ()


FULL = Sizes(
    name="full",
    genome=5_000_000,
    whole=1_000_000,
    gvcf=1_000_000,
    files=200,
    exome=30_000,
    samples=(2_504, 50_000),
    cohort=(12_000, 1_600),
    full_cohort=4_500,
    printed=300,
)
QUICK = Sizes(
    name="quick",
    genome=6_000,
    whole=6_000,
    gvcf=6_000,
    files=3,
    exome=1_000,
    samples=(200, 2_000),
    cohort=(40, 8),
    full_cohort=20,
    printed=4,
    documents=("relative_letter:A-BR",),
)


def data_folder(sizes: Sizes) -> Path:
    """Return the folder of the made data, kept between runs as long as its maker is the same."""
    maker = sha256(Path(vcf_data.__file__).read_bytes() + repr(sizes).encode()).hexdigest()[:8]
    folder = Path(tempfile.gettempdir()) / f"sideroscreen-bench-{os.getuid()}-{sizes.name}-{maker}"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


Maker = Callable[[Path], None]


def once(folder: Path, name: str, make: Maker) -> Path:
    """Return a file or folder of the cache; what an earlier run has made whole is kept.

    What an earlier run has left unfinished goes first.
    """
    path, whole = folder / name, folder / f".{name}.whole"
    if not whole.exists():
        if path.is_dir():
            shutil.rmtree(path)
        path.unlink(missing_ok=True)
        make(path)
        whole.touch()
    return path
