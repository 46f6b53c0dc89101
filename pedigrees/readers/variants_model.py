"""What was found, as it is written in a case file: the VCF, the findings, what was read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Discriminator, Field, Tag

from genetics.acmg.criteria import Strength
from genetics.classification import Classification
from genetics.variants import Assembly
from pedigrees.readers.case_types import Day, Depth, Fraction, Line, Part, Percentage, printable


def _phase(text: str) -> str:
    """Return how two variants of one gene lie; any other wording would be read as unknown."""
    plain = printable(text)
    if plain and not plain.startswith(("in trans", "in cis", "unknown")):
        raise ValueError(
            f'phase "{plain}" is not understood; begin with "in trans", "in cis" or "unknown"'
        )
    return plain


Phase = Annotated[str, AfterValidator(_phase)]


class VcfPart(Part):
    """The VCF to be read; a relative path starts in the folder of the case file.

    A base counts as read from `min_depth` reads and a genotype quality of `min_gq` on.
    `callable` is a BED file of the bases that could be called in the proband's sample.
    `predictor_field` is the INFO field, or the column of CSQ or ANN, with the scores of one
    predictor; `predictor_limits` a TOML file with the laboratory's calibrated limits for them.
    """

    file: Line
    sample: Line | None = None
    assembly: Assembly | None = None
    class_field: Line = ""
    callable: Line = ""
    min_depth: Annotated[int, Field(ge=1, le=10_000)] | None = None
    min_gq: Annotated[int, Field(ge=0, le=10_000)] | None = None
    predictor_field: Line = ""
    predictor_limits: Line = ""


class TrioPart(Part):
    """Results of the parents for one finding; depth is the reads at the position."""

    mother: Line = ""
    father: Line = ""
    parentage_confirmed: bool = False
    mother_depth: Depth | None = None
    father_depth: Depth | None = None


class CriterionPart(Part):
    """A criterion of ACMG/AMP that a person adds to a finding, with name, date and source."""

    code: Line = ""
    strength: Strength | None = None
    by: Line = ""
    dated: Day | None = None
    source: Line = ""
    note: Line = ""


class FindingPart(Part):
    """One finding as the laboratory reported it."""

    gene: Line | None = None
    transcript: Line = ""
    hgvs_c: Line = ""
    hgvs_p: Line = ""
    exon: Annotated[int, Field(ge=1, le=1000)] | None = None
    legacy: Line = ""
    consequence: Line = ""
    zygosity: Literal["heterozygous", "homozygous", "hemizygous", "mosaic"] | None = None
    vaf: Fraction | None = None
    phase: Phase = ""
    origin: Literal["mother", "father", "unknown"] | None = None
    classification: Classification | None = None
    class_by: Line = ""
    class_date: Day | None = None
    class_criteria: Line = ""
    mechanism: Line = ""
    mechanism_confirmed: bool = False
    mechanism_source: Line = ""
    somatic: bool = False
    result: Line = ""
    tissue: Line = ""
    laboratory: Line = ""
    reported_on: Day | None = None
    note: Line = ""
    trio: TrioPart = TrioPart()
    criterion: tuple[CriterionPart, ...] = ()


class GeneCallabilityPart(Part):
    """What was read of one gene, as the laboratory states it."""

    cds_20x_pct: Percentage | None = None
    uncovered: tuple[Line, ...] = ()
    promoter: Line = ""
    intron1_gata_enhancer: Line = ""


def _shape(stated: object) -> str:
    """Callability is stated as a table for a gene, or in words."""
    return "table" if isinstance(stated, dict | GeneCallabilityPart) else "words"


Stated = Annotated[
    Annotated[GeneCallabilityPart, Tag("table")] | Annotated[Line, Tag("words")],
    Discriminator(_shape),
]
