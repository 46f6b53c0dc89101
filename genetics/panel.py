"""The genes that are looked at: identifiers, transcripts, places on both builds, knowledge."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from genetics.acmg.settings import NO_CRITERIA, GeneCriteria
from genetics.classification import Assertion
from genetics.defaults import Default, DefaultName
from genetics.inheritance import Mode
from genetics.intervals import Interval
from genetics.variants import Assembly, Variant


@dataclass(frozen=True, slots=True)
class Exon:
    """One exon of the transcript on one build; `coding` is its part of the CDS or None."""

    number: int
    interval: Interval
    coding: Interval | None
    c_from: int | None
    c_to: int | None


@dataclass(frozen=True, slots=True)
class Transcript:
    """The MANE Select transcript of a gene on both builds."""

    refseq: str
    ensembl: str
    protein: str
    strand: str
    exons: dict[Assembly, tuple[Exon, ...]]


@dataclass(frozen=True, slots=True)
class Disease:
    """A disease of a gene, with its identifiers and way of inheritance."""

    name: str
    plain_name: str
    mechanism: str
    mode: Mode
    mondo: str
    omim: str
    source: str


@dataclass(frozen=True, slots=True)
class Validity:
    """How well the link between gene and disease is established, by whom, and when."""

    classification: str
    disease: str
    by: str
    dated: date | None
    source: str


@dataclass(frozen=True, slots=True)
class KnownVariant:
    """A published change: its places, names, class with source and date, and mechanism.

    `alleles` holds the normalised allele on each build where it is known, and
    `alleles_source` says whence; where no source gives one the change has a name only.
    `disease` is the name of one of the gene's diseases, or "". `assertions` are all
    classes on file; `used` is the one that counts as ours, None when none of them
    is carried by a primary paper or a reviewed assertion.
    """

    id: str
    hgvs_c: str
    hgvs_p: str
    alleles: tuple[Variant, ...]
    mechanism: str
    mechanism_source: str
    disease: str
    consequence: str
    used: Assertion | None
    assertions: tuple[Assertion, ...]
    note: str
    alleles_source: str = ""


@dataclass(frozen=True, slots=True)
class Gene:
    """One gene of the panel, as its file says it.

    `regions` are the extra stretches of interest by name ("promoter",
    "intron-1 enhancer"), `locus` the gene's bounds, on each build. `criteria` say how a
    class may be proposed here; `defaults` are assumptions of the chances.
    """

    symbol: str
    hgnc: str
    omim: str
    chromosome: str
    x_linked: bool
    mode: Mode
    scanned: bool
    transcript: Transcript | None
    locus: dict[Assembly, Interval]
    regions: dict[Assembly, tuple[tuple[str, Interval], ...]]
    diseases: tuple[Disease, ...]
    validity: tuple[Validity, ...]
    class_cap: str
    class_cap_reason: str
    mechanism_notes: tuple[str, ...]
    known_variants: tuple[KnownVariant, ...]
    numbering_notes: tuple[str, ...] = ()
    criteria: GeneCriteria = NO_CRITERIA
    defaults: tuple[Default, ...] = ()
    _of_interest: dict[Assembly, tuple[tuple[str, Interval], ...]] = field(
        init=False, repr=False, compare=False
    )
    _bounds: dict[Assembly, Interval | None] = field(init=False, repr=False, compare=False)
    _published: dict[Variant, KnownVariant] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out once what is asked of every record."""
        of_interest = {assembly: self._interest_on(assembly) for assembly in Assembly}
        published: dict[Variant, KnownVariant] = {}
        for known in self.known_variants:
            for allele in known.alleles:
                published.setdefault(allele, known)
        object.__setattr__(self, "_of_interest", of_interest)
        bounds = {assembly: self._bounds_on(assembly) for assembly in Assembly}
        object.__setattr__(self, "_bounds", bounds)
        object.__setattr__(self, "_published", published)

    def published(self, variant: Variant) -> KnownVariant | None:
        """Return the published change with this allele, None where there is none."""
        return self._published.get(variant)

    def default(self, name: DefaultName) -> Default | None:
        """Return an assumption of this gene's chances, None where the file has none."""
        return next((one for one in self.defaults if one.name is name), None)

    def region_of_interest(self, assembly: Assembly) -> tuple[tuple[str, Interval], ...]:
        """Return CDS ± 8 bp by exon, promoter and enhancer, each with its name."""
        return self._of_interest[assembly]

    def bounds(self, assembly: Assembly) -> Interval | None:
        """Return the gene with its promoter and enhancers: from the first base to the last."""
        return self._bounds[assembly]

    def _bounds_on(self, assembly: Assembly) -> Interval | None:
        regions = [region for _, region in self.region_of_interest(assembly)]
        if assembly in self.locus:
            regions.append(self.locus[assembly])
        if not regions:
            return None
        start = min(region.start for region in regions)
        return Interval(regions[0].chrom, start, max(region.end for region in regions))

    def _interest_on(self, assembly: Assembly) -> tuple[tuple[str, Interval], ...]:
        if self.transcript is None:
            return ()
        coding = tuple(
            (f"exon {exon.number}", _widened(exon.coding))
            for exon in self.transcript.exons.get(assembly, ())
            if exon.coding is not None
        )
        return coding + self.regions.get(assembly, ())


@dataclass(frozen=True, slots=True)
class Panel:
    """The genes of one analysis and the version of what is known about them."""

    version: str
    genes: tuple[Gene, ...]

    @property
    def scanned(self) -> tuple[Gene, ...]:
        """Return the genes that are looked for in a VCF."""
        return tuple(gene for gene in self.genes if gene.scanned)

    def gene(self, symbol: str) -> Gene:
        """Return the gene of this symbol. Raises KeyError that lists what there is."""
        for gene in self.genes:
            if gene.symbol == symbol:
                return gene
        known = ", ".join(gene.symbol for gene in self.genes)
        raise KeyError(f"gene {symbol} is not in the panel ({known})")


def _widened(coding: Interval) -> Interval:
    return Interval(coding.chrom, coding.start - SPLICE_MARGIN, coding.end + SPLICE_MARGIN)


SPLICE_MARGIN = 8
