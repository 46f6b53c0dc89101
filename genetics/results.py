"""What was found in one person, gene by gene, and what was not looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from genetics.acmg.criteria import Proposal, StatedCriterion
from genetics.acmg.prediction import Prediction
from genetics.answers import Judged
from genetics.classification import NO_CLASS_ON_FILE, Assertion, Classification
from genetics.filters import NO_FILTER_STATED
from genetics.inheritance import Sex
from genetics.kin.phase import PhasedPair
from genetics.library.records import ClinvarRecord, Frequency, Source
from genetics.phrases import marked, say
from genetics.structural import StructuralFinding
from genetics.variants import Assembly, Variant, Zygosity


class Origin(StrEnum):
    """Where a finding comes from."""

    VCF = marked("read from the VCF")
    TYPED_IN = marked("typed in from a laboratory report")


class GeneStatus(StrEnum):
    """The four words for a gene. "Negative" is not one of them."""

    FOUND = marked("found")
    NOTHING_FOUND = marked("assessed, nothing found")
    PARTLY_ASSESSED = marked("partly assessed")
    NOT_ASSESSED = marked("not assessed")


AS_REPORTED = marked("as reported")
EXON, MARGINS_OF = "exon ", "margins of "
PROMOTER, ENHANCER = marked("promoter"), marked("intron-1 enhancer")


class RegionKind(StrEnum):
    """What kind of bases a region holds that must be read."""

    CODING = "coding bases of an exon"
    MARGIN = "bases on either side of a coding part"
    FURTHER = "promoter or enhancer"


@dataclass(frozen=True, slots=True)
class ParentalResults:
    """Results of the parents for one finding ("not detected", "heterozygous", … or "")."""

    mother: str = ""
    father: str = ""
    mother_depth: int | None = None
    father_depth: int | None = None
    parentage_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One reportable change in one gene of one person.

    `hgvs_c` is "" and `hgvs_p` is "p.?" where the change has no settled name;
    `naming` says where the name comes from, or why there is none. `classification` is
    the class that is used; `lab_class` and `our_class` stand beside it. `classes_differ`
    is true when those two lie on different sides (P/LP, VUS, LB/B): a person decides.
    `mechanism` begins with "LOF" or "GOF", or is anything else for "not settled".
    `withheld` is true when two sources disagree on allele, name or zygosity: the finding
    then counts for no fact and the case is stopped. `genotype` and `depth` are as written
    in the VCF, `filters` is its FILTER ("PASS", "not stated", or the filters that failed).

    `place` says where its record stands, chromosome and POS; `as_written` is the allele as the
    file writes it, once for each record. `de_novo` is None where no parent
    is in the file, `mosaicism` where the reads are not counted, `nmd` (whether the message is
    expected to decay) where no early stop is foreseen or no sequence is at hand. `clinvar`
    and `frequency` come from the laboratory's library. `predictor` is what the field that the
    user named says, `stated_criteria` what a person has added. `proposal` is the class that
    criteria lead to; it is never the class that is used. `cross_check` says whether a second reader
    saw the same call in the raw line.
    """

    gene: str
    transcript: str
    hgvs_c: str
    hgvs_p: str
    zygosity: Zygosity | None
    classification: Classification | None
    origin: Origin
    naming: str = ""
    class_by: str = ""
    lab_class: Assertion | None = None
    our_class: Assertion | None = None
    assertions: tuple[Assertion, ...] = ()
    consequence: str = ""
    mechanism: str = ""
    mechanism_source: str = ""
    mechanism_confirmed: bool = False
    exon: int | None = None
    variant: Variant | None = None
    vaf: float | None = None
    phase: str = ""
    parental_origin: str = ""
    trio: ParentalResults = ParentalResults()
    somatic: bool = False
    result: str = ""
    tissue: str = ""
    laboratory: str = ""
    reported_on: str = ""
    filters: str = ""
    genotype: str = ""
    depth: int | None = None
    warnings: tuple[str, ...] = ()
    withheld: bool = False
    withheld_why: str = ""
    place: str = ""
    as_written: tuple[Variant, ...] = ()
    nmd: Judged | None = None
    de_novo: Judged | None = None
    mosaicism: Judged | None = None
    clinvar: ClinvarRecord | None = None
    frequency: Frequency | None = None
    predictor: Prediction | None = None
    stated_criteria: tuple[StatedCriterion, ...] = ()
    proposal: Proposal | None = None
    cross_check: str = ""

    @property
    def classes_differ(self) -> bool:
        """Whether the laboratory's class and ours lie on different sides."""
        if self.lab_class is None or self.our_class is None:
            return False
        return self.lab_class.classification.side != self.our_class.classification.side

    @property
    def naming_in_words(self) -> str:
        """Return `naming` in the language spoken now; the bare "as reported" is kept in English."""
        return say(AS_REPORTED) if self.naming == AS_REPORTED else self.naming

    @property
    def class_by_in_words(self) -> str:
        """Return `class_by` likewise; the bare "no class on file" is kept in English."""
        return say(NO_CLASS_ON_FILE) if self.class_by == NO_CLASS_ON_FILE else self.class_by

    @property
    def filters_in_words(self) -> str:
        """Return `filters` likewise; the bare "not stated" is kept in English."""
        return say(NO_FILTER_STATED) if self.filters == NO_FILTER_STATED else self.filters

    @property
    def name(self) -> str:
        """Return gene and change in one line, as precisely as they are known."""
        parts = [self.gene, self.hgvs_c or (str(self.variant) if self.variant else ""), self.hgvs_p]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """A record that was read and is not a finding: where it lies and why it is none.

    `region` names the regions of interest that the record touches, "" if none; `as_written`
    is the allele as the file writes it.
    """

    gene: str
    variant: Variant
    genotype: str
    why: str
    region: str = ""
    as_written: Variant | None = None


@dataclass(frozen=True, slots=True)
class Assessed:
    """How many bases of one region must be read, and how many are shown to have been.

    `region` is "exon 5" (its coding bases), "margins of exon 5", or the name of a promoter
    or enhancer. `gaps` are the stretches that are not shown to have been read: first and
    last base, both included, on the build of the scan.
    """

    region: str
    required: int
    assessed: int
    gaps: tuple[tuple[int, int], ...] = ()
    kind: RegionKind = RegionKind.CODING

    @property
    def complete(self) -> bool:
        """Whether every base was read."""
        return self.assessed == self.required

    @property
    def exon(self) -> str:
        """Return "exon 5" for its coding bases and its margins, "" for other regions."""
        return "" if self.kind is RegionKind.FURTHER else self.region.removeprefix(MARGINS_OF)


def region_in_words(region: str) -> str:
    """Say the name of a region: "exon 5", "margins of exon 5", "promoter"; others as they are."""
    if region.startswith(MARGINS_OF):
        of = region_in_words(region.removeprefix(MARGINS_OF))
        return say("margins of {exon}", exon=of)
    if region.startswith(EXON):
        return say("exon {number}", number=region.removeprefix(EXON))
    return say(region) if region in (PROMOTER, ENHANCER) else region


@dataclass(frozen=True, slots=True)
class GeneResult:
    """One gene in one sample: the status word, its reason, findings, and the rest.

    `assessed` holds what was read, region by region; it is empty where nothing says what was
    read, as in a plain VCF. `pairs` say of each two findings how they lie to each other.
    `structural` are the structural changes that reach into the gene.
    """

    gene: str
    status: GeneStatus
    reason: str
    findings: tuple[Finding, ...] = ()
    not_interpreted: tuple[ReadRecord, ...] = ()
    not_called: tuple[ReadRecord, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    pairs: tuple[PhasedPair, ...] = ()
    structural: tuple[StructuralFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptLines:
    """The header and the raw records of a file in which somebody carries something."""

    header: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleResult:
    """One sample of one VCF.

    `callability_rule` says when a base counts as read, `callability_depth` from how many
    reads on.
    """

    sample: str
    sex: Sex
    genes: tuple[GeneResult, ...]
    callability_rule: str = ""
    callability_depth: int | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings of all genes, in gene order."""
        return tuple(finding for gene in self.genes for finding in gene.findings)


@dataclass(frozen=True, slots=True)
class Findings:
    """The result of one scan: file, build with the signs for it, samples.

    `records_read` counts the records that were looked at; `how_read` says by which way:
    by an index, or from the first line to the last. `sources` are the files of the
    laboratory's library that were asked. `kept` holds the raw lines for the annotated VCF.
    """

    file: str
    assembly: Assembly
    assembly_signs: tuple[str, ...]
    records_read: int
    samples: tuple[SampleResult, ...]
    warnings: tuple[str, ...] = ()
    how_read: str = ""
    sources: tuple[Source, ...] = ()
    kept: KeptLines = field(default=KeptLines(), repr=False, compare=False)

    def of(self, sample: str) -> SampleResult:
        """Return the result of one sample. Raises KeyError when it is not in the file."""
        for result in self.samples:
            if result.sample == sample:
                return result
        raise KeyError(sample)
