"""What the tests of batches share: small VCFs, and an output folder as one value."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

HEAD = """##fileformat=VCFv4.2
##reference=GRCh38.fa
##contig=<ID=chr2,length=242193529>
##contig=<ID=chr3,length=198295559>
##contig=<ID=chrX,length=156040895>
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t"""
ARG452CYS = "chrX\t55014830\t.\tG\tA\t.\tPASS\t.\tGT\t0/1\n"


def vcf(sample: str, *records: str) -> str:
    return f"{HEAD}{sample}\n{''.join(records)}"


@pytest.fixture
def vcfs(tmp_path: Path) -> Callable[..., Path]:
    """Make a folder of VCFs, `P1.vcf` and so on; those numbered `bad` are no VCF."""

    def make(count: int, *, bad: tuple[int, ...] = ()) -> Path:
        folder = tmp_path / "vcfs"
        folder.mkdir()
        for number in range(1, count + 1):
            text = "no VCF at all\n" if number in bad else vcf(f"S{number}", ARG452CYS)
            (folder / f"P{number}.vcf").write_text(text)
        return folder

    return make


def _without_timings(file: Path) -> bytes:
    content = file.read_bytes()
    if file.name not in {"status.json", "summary.json"}:
        return content
    plain = json.loads(content)
    del plain["timings"]
    return json.dumps(plain).encode()


@pytest.fixture
def whole() -> Callable[[Path], dict[str, bytes]]:
    """Everything below an output folder, hidden files too, but for the timings and their page."""

    def read(out: Path) -> dict[str, bytes]:
        return {
            str(file.relative_to(out)): _without_timings(file) if file.is_file() else b""
            for file in sorted(out.rglob("*"))
            if file.name != "summary.pdf"
        }

    return read
