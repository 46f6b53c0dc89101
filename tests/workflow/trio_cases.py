"""The case file of a trio: its VCF holds the parents as well."""

from pathlib import Path

VCFS = Path(__file__).resolve().parents[1] / "vcfs"
CASE = """
schema = "sideroscreen-case/1"
id = "TRIO"
report_date = 2026-11-25
proband = "P"
diagnosis = "CSA"
{documents}

[vcf]
file = "{vcf}"
sample = "child"

[[people]]
id = "P"
sex = "{sex}"
birth_year = 2024
mother = "MO"
father = "FA"
sample = "child"

[[people]]
id = "MO"
sex = "F"
birth_year = 1990
{mother}

[[people]]
id = "FA"
sex = "M"
birth_year = 1988
sample = "father"
"""


def trio_case(
    vcf: Path, sex: str = "F", mother: str = "mother", documents: tuple[str, ...] = ()
) -> str:
    """Return the text of the case.

    `mother` is her sample, "" where the VCF holds none of her; `documents` are those that are
    wanted, none for all that the case deserves.
    """
    sample = f'sample = "{mother}"' if mother else ""
    wanted = f"documents = {list(documents)}" if documents else ""
    return CASE.format(vcf=vcf, sex=sex, mother=sample, documents=wanted)
