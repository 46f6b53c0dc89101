"""Keeps the proven stretches of the user's reference in the data folder, and reads them back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from genetics.errors import KnowledgeInvalid, Mistake
from genetics.library.folder import REFERENCE
from genetics.library.records import Source
from genetics.outputs.files import write_text
from genetics.phrases import say
from genetics.sequence.slices import NO_SLICES, Slice, Slices
from genetics.variants import Assembly

if TYPE_CHECKING:
    from genetics.sequence.cutting import ProvenSlice
    from genetics.sequence.manifest import Manifest, SliceEntry

_LINE = 60
_OF_NAME = 12


def keep(folder: Path, proven: Sequence[ProvenSlice], added: date) -> Manifest:
    """Keep the stretches of one build in the data folder, in place of earlier ones of the build.

    The files of bases are written first, under names that hold their checksum; the manifest,
    written last, makes them count. A run that is cut off leaves what was there before.
    """
    from genetics.sequence.manifest import SCHEMA, Manifest

    place = folder / REFERENCE
    place.mkdir(parents=True, exist_ok=True)
    first = proven[0].bases
    manifest = Manifest(
        schema=SCHEMA,
        assembly=first.assembly,
        file=first.source,
        added=added,
        slices=tuple(_entry(one) for one in proven),
    )
    for one, entry in zip(proven, manifest.slices, strict=True):
        write_text(_fasta(one.bases), place / entry.file)
    text = manifest.model_dump_json(by_alias=True, indent=2)
    write_text(f"{text}\n", _manifest_file(place, first.assembly))
    _clear(place, first.assembly, keeping={entry.file for entry in manifest.slices})
    return manifest


def remove(folder: Path, assembly: Assembly) -> bool:
    """Remove what is kept of a build, damaged or not; return whether there was anything."""
    place = folder / REFERENCE
    manifest = _manifest_file(place, assembly)
    there = manifest.is_file()
    manifest.unlink(missing_ok=True)
    _clear(place, assembly, keeping=set())
    return there


def kept(folder: Path) -> tuple[Manifest, ...]:
    """Return the manifest of each build that was added. Raises KnowledgeInvalid if damaged."""
    place = folder / REFERENCE
    there = (one for one in Assembly if _manifest_file(place, one).is_file())
    return tuple(_read_manifest(place, one) for one in there)


def load_slices(folder: Path) -> Slices:
    """Return all stretches in the data folder; none where nothing was added.

    Each is compared with its checksum, and its place with the one it was cut at. Raises
    KnowledgeInvalid with all that is damaged.
    """
    found: list[Slice] = []
    mistakes: list[Mistake] = []
    for manifest in kept(folder):
        for entry in manifest.slices:
            path = folder / REFERENCE / entry.file
            try:
                found.append(_read_slice(path, manifest, entry))
            except (OSError, ValueError) as problem:
                mistakes.append(_damaged(path, problem, manifest.assembly))
    if mistakes:
        raise KnowledgeInvalid(mistakes)
    return Slices(tuple(found)) if found else NO_SLICES


def slice_sources(folder: Path) -> tuple[Source, ...]:
    """Return each reference that was added, for what a result rests on.

    The checksum is that of the checksums of its stretches, one a line: the genome itself is not
    kept. Raises KnowledgeInvalid if a manifest is damaged.
    """
    return tuple(
        Source(
            name=say("reference genome {build}", build=manifest.assembly),
            file=manifest.file,
            release=None,
            added=manifest.added,
            sha256=_of("".join(f"{entry.sha256}\n" for entry in manifest.slices)),
            remarks=tuple(_remarks(manifest)),
        )
        for manifest in kept(folder)
    )


def _remarks(manifest: Manifest) -> Iterator[str]:
    for entry in manifest.slices:
        for number in entry.gc_introns:
            yield say(
                "{gene}: intron {number} begins with GC instead of GT; accepted",
                gene=entry.gene,
                number=number,
            )
        if entry.unknown:
            yield say(
                "{gene}: letters other than A, C, G and T, away from the exons: {count}",
                gene=entry.gene,
                count=entry.unknown,
            )


# Files ------------------------------------------------------------------------------------


def _manifest_file(place: Path, assembly: Assembly) -> Path:
    return place / f"{assembly}.json"


def _clear(place: Path, assembly: Assembly, keeping: set[str]) -> None:
    for path in place.glob(f"{assembly}-*.fasta"):
        if path.name not in keeping:
            path.unlink()


def _entry(proven: ProvenSlice) -> SliceEntry:
    from genetics.sequence.manifest import SliceEntry

    bases = proven.bases
    return SliceEntry(
        gene=bases.gene,
        contig=proven.contig,
        chrom=bases.chrom,
        start=bases.start,
        end=bases.end,
        file=f"{bases.assembly}-{bases.gene}-{bases.sha256[:_OF_NAME]}.fasta",
        sha256=bases.sha256,
        proofs=proven.proofs,
        gc_introns=proven.gc_introns,
        unknown=proven.unknown,
    )


def _fasta(bases: Slice) -> str:
    letters = bases.bases
    lines = (letters[at : at + _LINE] for at in range(0, len(letters), _LINE))
    name = _description(bases.gene, bases.assembly, bases.chrom, bases.start, bases.end)
    return "\n".join((name, *lines, ""))


def _description(gene: str, assembly: Assembly, chrom: str, start: int, end: int) -> str:
    return f">{gene} {assembly} {chrom}:{start}-{end}"


def _read_manifest(place: Path, assembly: Assembly) -> Manifest:
    from pydantic import ValidationError

    from genetics.sequence.manifest import Manifest

    path = _manifest_file(place, assembly)
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as problem:
        raise KnowledgeInvalid(_damaged(path, problem, assembly)) from None
    if manifest.assembly is not assembly:
        other = ValueError(f"it is of {manifest.assembly}")
        raise KnowledgeInvalid(_damaged(path, other, assembly))
    return manifest


def _read_slice(path: Path, manifest: Manifest, entry: SliceEntry) -> Slice:
    """Read one file of bases. Raises ValueError where it is not as it was written down."""
    head, *lines = path.read_text("ascii").splitlines()
    assembly = manifest.assembly
    if head != _description(entry.gene, assembly, entry.chrom, entry.start, entry.end):
        raise ValueError("its place is not the one that was written down")
    letters = "".join(lines)
    if _of(letters) != entry.sha256:
        raise ValueError("its checksum differs")
    return Slice(
        entry.gene, assembly, entry.chrom, entry.start, letters, manifest.file, entry.sha256
    )


def _of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _damaged(path: Path, problem: Exception, assembly: Assembly) -> Mistake:
    match problem:
        case FileNotFoundError():
            what = "a file of the reference is gone"
        case OSError():
            what = f"a file of the reference cannot be read ({problem.strerror})"
        case _ if type(problem) is ValueError:
            what = f"a file of the reference is damaged: {problem}"
        case _:
            what = "a file of the reference is damaged: it does not hold what it must"
    remedy = f"add the reference again: sideroscreen reference add FASTA --assembly {assembly}"
    return Mistake(what, remedy, file=str(path))
