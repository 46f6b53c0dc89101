"""Judges VCF and BCF files: `./dev conform vcf PATH`, a file or a folder with all below it.

Every file goes through `check` and through the whole scan, over a gene that covers each of its
chromosomes and over the real genes:

- nothing but a result or one line with a remedy may come out of it;
- every genotype that is read is the one of the raw text (of a BCF: of `bcftools view`);
- a file below a folder named `passed` is read;
- a file below one named `failed` is refused, or something is said that names the fault, or it is
  listed in `vcf_faults.py` (docs/vcf-faults.md) as harmless, with the reason. One without samples
  is then read once more with a sample put in: its genotypes are read as put in, or refused;
- any other file is read, or refused with one line.

Where a build must be stated, GRCh37 is, or else GRCh38. Of a large file so many chromosomes go
through the whole scan as hold five thousand records, and of its samples the first, as many as have
two thousand genotypes; at least one of each. The genotypes of all samples on all chromosomes are
compared. Files of other types are counted as skipped. A line for each file; the last line is
`N passed, M failed`.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
import tempfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import accumulate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "genetics"))

from vcf_faults import Answer, Fault, fault_of
from vcf_helpers import panel_around
from vcf_truth import NoTruth, Row, genotypes_in, genotypes_read, lines_of, with_a_person

from genetics.errors import SideroscreenError
from genetics.examination.examine import examine
from genetics.findings import find
from genetics.gene_files import load_panel
from genetics.intervals import Interval
from genetics.panel import Panel
from genetics.readers.territory import Territory
from genetics.readers.vcf import read_vcf
from genetics.results import Findings
from genetics.variants import Assembly

_NAMES = re.compile(r"\.(?:g?vcf|bcf)(?:\.b?gz)?$", re.IGNORECASE)
_GENOTYPES = 2000
_RECORDS = 5000
_LONGEST = 10**12

# No gene lies on a chromosome of such a name; htslib takes none of them.
_NO_CHROMOSOME = re.compile(r"[<>,*\s]")

# What is said of sound files as well: it names no fault.
_OF_SOUND_FILES = re.compile(
    "the file has no samples|no record is on a chromosome of these genes|the caller marks this call"
    "|^GRCh3[78] was stated, but|not cross-checked|one copy was not called|^not called"
    "|: no zygosity is claimed|phase unknown|is not in the pedigree"
)


class Word(StrEnum):
    """What is said of one file."""

    PASS = "PASS"
    FAIL = "FAIL"
    SKIP = "SKIP"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The word for one file, and the reason in a few words."""

    word: Word
    reason: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the program told: the line of its refusal, or else what it says against the file."""

    refusal: str = ""
    remarks: tuple[str, ...] = ()


class Unsound(Exception):
    """What no input may bring about; the text says what."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Judge a file or a folder. Returns 1 if a file failed, 2 for a wrong call, else 0."""
    asked = _arguments(arguments)
    root = asked.path if asked.path.is_dir() else asked.path.parent
    words: Counter[Word] = Counter()
    for path in _files(asked.path):
        verdict = judge(path)
        words[verdict.word] += 1
        print(f"{verdict.word} {path.relative_to(root)}: {verdict.reason}", flush=True)
    print(f"{words[Word.SKIP]} skipped")
    print(f"{words[Word.PASS]} passed, {words[Word.FAIL]} failed")
    return 1 if words[Word.FAIL] else 0


def judge(path: Path) -> Verdict:
    """Judge one file by where it lies, and by what it says."""
    if not _NAMES.search(path.name) and not _holds_records(path):
        return Verdict(Word.SKIP, "neither VCF nor BCF, by its name and its first bytes")
    try:
        told = _told(path)
        return _by_folder(path, told)
    except (Unsound, NoTruth) as error:
        return Verdict(Word.FAIL, str(error))
    except Exception as error:  # noqa: BLE001 - a bug fails one file, the others are judged
        return Verdict(Word.FAIL, f"the program stopped: {type(error).__name__}: {_short(error)}")


# --- what is told of one file ---


def _told(path: Path) -> Told:
    """Read and scan the file; raise Unsound for a wrong genotype or a refusal in no one line."""
    _examine(path)
    try:
        written, no_truth = genotypes_in(lines_of(path)), None
    except NoTruth as error:
        written, no_truth = Counter(), error
    written = Counter({row: n for row, n in written.items() if not _NO_CHROMOSOME.search(row[0])})
    try:
        reading = read_vcf(path, _all_of({row[0] for row in written} or {"X"}))
    except SideroscreenError as error:
        return Told(refusal=_refusal(path, error))
    if no_truth is not None:
        raise no_truth
    _require_same(genotypes_read(reading), written)
    samples = reading.samples[: max(1, _GENOTYPES // max(1, len(reading.records)))]
    whole = panel_around(_chromosomes_to_scan(written))
    told = [_scanned(path, panel, samples) for panel in (whole, _real_panel())]
    refusal = " / ".join(dict.fromkeys(one.refusal for one in told if one.refusal))
    return Told(refusal, tuple(dict.fromkeys(remark for one in told for remark in one.remarks)))


def _examine(path: Path) -> None:
    """Look at the file as `sideroscreen check` does: it ends with a result or one line as well."""
    try:
        examine(path, _real_panel())
    except SideroscreenError as error:
        _refusal(path, error)


def _all_of(chromosomes: Iterable[str]) -> Territory:
    """Every base of these chromosomes, however long."""
    return Territory({one: (Interval(one, 0, _LONGEST),) for one in chromosomes}, {})


def _require_same(read: Counter[Row], written: Counter[Row]) -> None:
    for words, rows in (("read otherwise than written", read - written), ("lost", written - read)):
        if rows:
            chrom, pos, ref, alts, _ = next(iter(rows))
            place = f"{chrom}:{pos} {ref}>{','.join(alts) or '.'}"
            raise Unsound(f"{words}: {rows.total()} records, the first {place}")


def _chromosomes_to_scan(written: Counter[Row]) -> list[str]:
    """Return the chromosomes with fewest records, as many as hold no more than can be scanned."""
    records: Counter[str] = Counter()
    for row, times in written.items():
        records[row[0]] += times
    by_size = sorted(records, key=lambda one: records[one])
    sums = accumulate(records[one] for one in by_size)
    chosen = [one for one, total in zip(by_size, sums, strict=True) if total <= _RECORDS]
    return chosen or by_size[:1] or ["X"]


def _scanned(path: Path, panel: Panel, samples: Sequence[str]) -> Told:
    refusal = ""
    for assembly in Assembly:
        try:
            return Told(remarks=tuple(_said(find(path, panel, assembly=assembly, samples=samples))))
        except SideroscreenError as error:
            refusal = refusal or _refusal(path, error)
    return Told(refusal=refusal)


def _refusal(path: Path, error: SideroscreenError) -> str:
    text = str(error)
    if "\n" in text or "; " not in text:
        raise Unsound(f"refused, but not in one line with a remedy: {_short(text)}")
    return text.removeprefix(f"{path}:").strip()


def _said(found: Findings) -> Iterator[str]:
    """Yield what is said of the file, its records, their alleles and their genotypes."""
    yield from found.warnings
    for gene in (gene for sample in found.samples for gene in sample.genes):
        yield from (read.why for read in (*gene.not_interpreted, *gene.not_called))
        for finding in gene.findings:
            yield from finding.warnings
            yield from (finding.withheld_why,) if finding.withheld_why else ()


@cache
def _real_panel() -> Panel:
    return load_panel()


# --- what must be told, by folder ---


def _by_folder(path: Path, told: Told) -> Verdict:
    kinds = [part for part in path.resolve().parts[:-1] if part in {"passed", "failed"}]
    if kinds and kinds[-1] == "failed":
        return _of_failed(path, told)
    if told.refusal and kinds:
        return Verdict(Word.FAIL, f"must be read, is refused: {_short(told.refusal)}")
    if told.refusal:
        return Verdict(Word.PASS, f"refused: {_short(told.refusal)}")
    return Verdict(Word.PASS, "read as written")


def _of_failed(path: Path, told: Told) -> Verdict:
    fault = fault_of(path)
    named = [one for one in told.remarks if not _OF_SOUND_FILES.search(one)]
    if fault is None:
        if told.refusal or named:
            said = f"refused: {told.refusal}" if told.refusal else f"warned: {named[0]}"
            return Verdict(Word.PASS, _short(said))
        return Verdict(Word.FAIL, "read without a word, and not listed in docs/vcf-faults.md")
    did = Answer.REFUSED if told.refusal else Answer.WARNED if named else Answer.HARMLESS
    if fault.answer is Answer.HARMLESS and did is not Answer.HARMLESS:
        said = told.refusal or named[0]
        return Verdict(Word.FAIL, f"listed as harmless, but it is said: {_short(said)}")
    if fault.answer is Answer.HARMLESS:
        _require_harmless(path, fault)
        return Verdict(Word.PASS, f"harmless: {fault.what}")
    names_it = (told.refusal,) if fault.answer is Answer.REFUSED else told.remarks
    if not any(fault.says in one for one in names_it):
        return Verdict(Word.FAIL, f"must be {fault.answer} by the words {fault.says!r}, was {did}")
    return Verdict(Word.PASS, f"{fault.answer}: {fault.what}")


def _require_harmless(path: Path, fault: Fault) -> None:
    """Read a file without samples once more, with a sample put in, or have it refused."""
    lines = lines_of(path)
    if any(line.startswith("#CHROM") and line.count("\t") > 8 for line in lines):
        return
    lines = with_a_person(lines)
    written = genotypes_in(lines)
    with tempfile.TemporaryDirectory(prefix="conform-") as folder:
        made = Path(folder) / "with-a-person.vcf"
        made.write_text("\n".join(lines), encoding="utf-8")
        try:
            reading = read_vcf(made, _all_of({row[0] for row in written}))
        except SideroscreenError as error:
            if fault.says and fault.says in str(error):
                return
            raise Unsound(f"listed as harmless, refused with a sample: {_short(error)}") from None
    _require_same(genotypes_read(reading), written)
    if fault.says:
        raise Unsound(f"with a sample it must be refused by the words {fault.says!r}, it is read")


# --- files and lines ---


def _files(path: Path) -> list[Path]:
    return [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())


def _holds_records(path: Path) -> bool:
    """Whether the first bytes, unpacked, are those of a VCF or a BCF."""
    try:
        with path.open("rb") as plain:
            packed = plain.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as file:
            return file.read(16).startswith((b"##fileformat=VCF", b"BCF"))
    except (OSError, EOFError, zlib.error):
        return False


def _short(text: object, limit: int = 160) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="conform vcf", description=__doc__)
    parser.add_argument("path", metavar="PATH", type=_existing, help="a file or a folder")
    return parser.parse_args(arguments)


def _existing(text: str) -> Path:
    path = Path(text)
    if not path.is_file() and not any(one.is_file() for one in path.rglob("*")):
        raise argparse.ArgumentTypeError(f"{text} is no file and no folder that holds any")
    return path


if __name__ == "__main__":
    sys.exit(main())
