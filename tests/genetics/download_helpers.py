"""What the tests of downloads share: small ClinVar and frequency files, made here."""

from collections.abc import Iterable
from pathlib import Path

from genetics.reference.tables import load_reference_bases
from genetics.variants import Assembly

NEW_FIELDS = (
    "ALLELEID",
    "CLNDN",
    "CLNDISDB",
    "CLNHGVS",
    "CLNREVSTAT",
    "CLNSIG",
    "CLNSIGCONF",
    "RS",
)
OLD_FIELDS = ("CLNALLE", "CLNSIG", "CLNREVSTAT", "CLNDBN", "CLNACC", "CLNHGVS", "RS")


def sites_vcf(
    records: Iterable[str],
    header: Iterable[str],
    fields: Iterable[str],
    numbers: dict | None = None,
) -> str:
    """Write a sites VCF; in a record a space stands for a tab."""
    declared = [
        f'##INFO=<ID={name},Number={(numbers or {}).get(name, ".")},Type=String,Description="made">'
        for name in fields
    ]
    columns = "#CHROM POS ID REF ALT QUAL FILTER INFO"
    lines = [*header, *declared, *("\t".join(one.split()) for one in (columns, *records))]
    return "".join(f"{line}\n" for line in lines)


def known_places(assembly: Assembly, info: str) -> list[str]:
    """Return four records at places whose base is known, which settle the build."""
    known = sorted(load_reference_bases()[assembly].items())[-4:]
    other = {"A": "C", "C": "A", "G": "T", "T": "G"}
    return [f"{chrom} {pos} 9{pos} {base} {other[base]} . . {info}" for (chrom, pos), base in known]


def clinvar_header(assembly: Assembly, date: str = "2026-10-04") -> list[str]:
    return [
        "##fileformat=VCFv4.1",
        f"##fileDate={date}",
        "##source=ClinVar",
        f"##reference={assembly}",
    ]


def new_clinvar(
    folder: Path, *records: str, assembly: Assembly = Assembly.GRCH38, date: str = "2026-10-04"
) -> Path:
    """Write a file as ClinVar has released them since 2018; records are "X 1 C T CLNSIG=…"."""
    some = known_places(assembly, f"CLNSIG=Benign;CLNDN=x;CLNREVSTAT={SINGLE}")
    written = [*some, *(_whole(number, record) for number, record in enumerate(records, 1))]
    path = folder / f"clinvar_{assembly}.vcf"
    path.write_text(sites_vcf(written, clinvar_header(assembly, date), NEW_FIELDS))
    return path


def old_clinvar(folder: Path, *records: str) -> Path:
    """Write a file as ClinVar released them from 2015 to 2017."""
    some = known_places(
        Assembly.GRCH37, "CLNALLE=1;CLNSIG=2;CLNDBN=x;CLNREVSTAT=single;CLNACC=RCV1.1"
    )
    written = [*some, *(_whole(number, record) for number, record in enumerate(records, 1))]
    path = folder / "clinvar_old.vcf"
    header = clinvar_header(Assembly.GRCH37, "20161102")
    header[2] = "##source=ClinVar and dbSNP"
    path.write_text(sites_vcf(written, header, OLD_FIELDS))
    return path


SINGLE = "criteria_provided,_single_submitter"


def _whole(number: int, record: str) -> str:
    chrom, pos, ref, alt, info = record.split()
    return f"{chrom} {pos} {number} {ref} {alt} . . {info}"
