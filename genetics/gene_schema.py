"""What a gene file may say: its keys, and the closed lists that its values are taken from."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from genetics.acmg.criteria import Strength, Way
from genetics.classification import Classification
from genetics.defaults import DefaultName
from genetics.inheritance import Mode
from genetics.phrases import marked

Text = Annotated[str, Field(min_length=1)]


class Mechanism(StrEnum):
    """What a change does to the gene's product. GOF is only ever a published statement."""

    LOSS = marked("LOF")
    LOSS_PUBLISHED = marked("LOF (published)")
    GAIN_PUBLISHED = marked("GOF (published)")
    HYPOMORPHIC = marked("hypomorphic missense")
    UNRESOLVED = marked("unresolved")
    UNKNOWN = marked("unknown")
    NOT_APPLICABLE = marked("not applicable")


class DiseaseMechanism(StrEnum):
    """How changes in the gene cause the disease."""

    LOSS = "LOF"
    GAIN = "GOF"
    HYPOMORPHIC = "hypomorphic missense"
    UNRESOLVED = "unresolved"
    SOMATIC = "somatic"


class ValidityClass(StrEnum):
    """ClinGen's classes for the link between gene and disease, or that none was found."""

    DEFINITIVE = marked("Definitive")
    STRONG = marked("Strong")
    MODERATE = marked("Moderate")
    LIMITED = marked("Limited")
    DISPUTED = marked("Disputed")
    REFUTED = marked("Refuted")
    NOT_FOUND = marked("not found in a stored public source")


class Review(StrEnum):
    """How well an assertion is reviewed: ClinVar's words, and ours for papers and judgement."""

    GUIDELINE = "practice guideline"
    EXPERT_PANEL = "reviewed by expert panel"
    SEVERAL = "criteria provided, multiple submitters, no conflicts"
    SINGLE = "criteria provided, single submitter"
    CONFLICTING = "criteria provided, conflicting interpretations"
    NO_CRITERIA = "no assertion criteria provided"
    NOT_GIVEN = "review status not given by the source"
    PAPER = "primary paper, seen as a stored public excerpt"
    PAPER_CITED = "primary paper, as cited by a stored public summary"
    FREQUENCY = "allele frequency above the stand-alone limit (BA1)"
    OWN = "own judgement, held back"

    @property
    def carries_a_class(self) -> bool:
        """Whether an assertion so reviewed may count as our P, LP, LB or B."""
        return self in _CARRYING


_CARRYING = frozenset(
    {
        Review.GUIDELINE,
        Review.EXPERT_PANEL,
        Review.SEVERAL,
        Review.SINGLE,
        Review.PAPER,
        Review.PAPER_CITED,
        Review.FREQUENCY,
    }
)


class Consequence(StrEnum):
    """Sequence Ontology terms for what a change does to transcript and protein."""

    MISSENSE = "missense_variant"
    SYNONYMOUS = "synonymous_variant"
    STOP_GAINED = "stop_gained"
    FRAMESHIFT = "frameshift_variant"
    SPLICE_ACCEPTOR = "splice_acceptor_variant"
    SPLICE_DONOR = "splice_donor_variant"
    SPLICE_REGION = "splice_region_variant"
    INTRON = "intron_variant"
    UTR_5 = "5_prime_UTR_variant"
    UTR_3 = "3_prime_UTR_variant"
    UPSTREAM = "upstream_gene_variant"
    CODING = "coding_sequence_variant"


class ClassCap(StrEnum):
    """The highest class that this program gives a variant of the gene by itself."""

    NONE = ""
    UNCERTAIN = "VUS"


class Table(BaseModel):
    """A table of a gene file: types are strict, other keys than those named are refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class StretchTable(Table):
    """First and last base on the gene's chromosome."""

    start: int
    end: int


class AlleleTable(Table):
    """An allele on the gene's chromosome, in its shortest left-aligned spelling."""

    pos: int
    ref: Annotated[str, Field(pattern="^[ACGT]+$")]
    alt: Annotated[str, Field(pattern="^[ACGT]+$")]


class TranscriptTable(Table):
    """The MANE Select transcript; its exons stand in ``genetics/reference/exons.tsv``."""

    refseq: Text
    ensembl: Text
    protein: Text
    strand: Annotated[str, Field(pattern="^[+-]$")]
    source: Text


class LocusTable(Table):
    """The bounds of the gene on both builds."""

    GRCh37: StretchTable
    GRCh38: StretchTable
    source: Text


class RegionTable(Table):
    """An extra stretch that is looked at, on both builds."""

    name: Text
    GRCh37: StretchTable
    GRCh38: StretchTable
    source: Text


class DiseaseTable(Table):
    """A disease of the gene."""

    name: Text
    plain_name: Text
    mechanism: DiseaseMechanism
    mode: Mode
    mondo: Annotated[str, Field(pattern=r"^MONDO:\d{7}$")]
    omim: Annotated[str, Field(pattern=r"^(\d{6})?$")]
    source: Text


class DefaultTable(Table):
    """A default of the chances: used where neither case nor clinic states another value."""

    name: DefaultName
    value: Annotated[str, Field(pattern=r"^\d+(/[1-9]\d*|\.\d+)?$")]
    meaning: Text
    source: Text
    sure: Text
    dated: date


class ValidityTable(Table):
    """A class for the link between the gene and a disease."""

    classification: ValidityClass = Field(alias="class")
    disease: Text
    by: str
    dated: date | None = None
    source: Text


class NoteTable(Table):
    """A statement in our own words with its source and the date of that source, if known."""

    text: Text
    source: Text
    dated: date | None = None


class AssertionTable(Table):
    """A class given to a variant by somebody. `used` marks the one that counts as ours."""

    classification: Classification = Field(alias="class")
    by: Text
    dated: date
    review: Review
    source: Text
    used: bool = False


class VariantTable(Table):
    """A published change."""

    id: Text
    hgvs_c: Annotated[str, Field(pattern=r"^(c\.\S+)?$")]
    hgvs_p: Annotated[str, Field(pattern=r"^p\.\S+$")]
    consequence: Consequence
    disease: str
    mechanism: Mechanism
    mechanism_source: Text
    GRCh37: AlleleTable | None = None
    GRCh38: AlleleTable | None = None
    alleles_source: str = ""
    note: str = ""
    assertion: tuple[AssertionTable, ...] = ()


class CriterionTable(Table):
    """How one ACMG/AMP criterion applies in the gene."""

    code: Text
    way: Way
    strength: Strength | None = None
    at_most: float | None = None
    above: float | None = None
    least: Annotated[int, Field(ge=1)] | None = None
    before_exon: Annotated[int, Field(ge=1)] | None = None
    exceptions: tuple[Text, ...] = ()
    reason: str = ""
    source: Text


class ClassStopTable(Table):
    """A part of the gene in which no class but VUS is proposed."""

    exon: Annotated[int, Field(ge=1)] | None = None
    non_coding: bool = False
    reason: Text
    source: Text


class GeneTable(Table):
    """A whole gene file."""

    symbol: Text
    hgnc: Annotated[str, Field(pattern=r"^HGNC:\d+$")]
    omim: Annotated[str, Field(pattern=r"^(\d{6})?$")]
    chromosome: Annotated[str, Field(pattern=r"^(\d{1,2}|X|Y)$")]
    mode: Mode
    scanned: bool
    identifiers_source: Text
    class_cap: ClassCap = ClassCap.NONE
    class_cap_reason: str = ""
    transcript: TranscriptTable
    locus: LocusTable
    region: tuple[RegionTable, ...] = ()
    disease: tuple[DiseaseTable, ...]
    validity: tuple[ValidityTable, ...]
    mechanism_note: tuple[NoteTable, ...] = ()
    numbering_note: tuple[NoteTable, ...] = ()
    criterion: tuple[CriterionTable, ...] = ()
    class_stop: tuple[ClassStopTable, ...] = ()
    default: tuple[DefaultTable, ...] = ()
    variant: tuple[VariantTable, ...] = ()


class VersionTable(Table):
    """``genetics/genes/VERSION.toml``."""

    version: Annotated[str, Field(pattern=r"^\d{4}\.\d{2}\.\d{2}$")]
    dated: date
