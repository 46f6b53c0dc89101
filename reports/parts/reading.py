"""What was looked at, gene by gene, in four words, and the list of what was not."""

from __future__ import annotations

import re

from genetics.phrases import marked, say
from genetics.results import (
    Assessed,
    GeneResult,
    GeneStatus,
    ReadRecord,
    RegionKind,
    region_in_words,
)
from pedigrees.case import GeneCallability
from pedigrees.clinical.findings_facts import DEFAULT_PANEL
from reports.basis import Basis
from reports.parts.sources import ONE_IN_THREE, Numbering
from reports.views import GeneRow, ReadingPart
from reports.words import list_in_words, sentence

COVERED = "covered"
NOT_STATED = marked("not stated")
OTHER_GENES = ("GLRX5", "HSPA9", "HSCB", "PUS1", "YARS2", "LARS2", "TRNT1", "SLC19A2", "NDUFB11")
REGIONS = (("promoter", marked("promoter")), ("intron1_gata_enhancer", marked("intron-1 enhancer")))

PLAIN_WORDS = {
    GeneStatus.FOUND: marked("a change was found"),
    GeneStatus.NOTHING_FOUND: marked("read, nothing found"),
    GeneStatus.PARTLY_ASSESSED: marked("read in part"),
    GeneStatus.NOT_ASSESSED: marked("not shown to be read"),
}
PLAIN_REASONS = {
    GeneStatus.FOUND: marked(
        "See the box above. What was not read of this gene stands in the list."
    ),
    GeneStatus.NOTHING_FOUND: marked("The laboratory says that all planned parts were read."),
    GeneStatus.PARTLY_ASSESSED: marked("The parts that were missed stand in the list below."),
    GeneStatus.NOT_ASSESSED: marked("Nobody has stated what was read, so nothing can be said."),
}


def gene_results(basis: Basis) -> tuple[GeneResult, ...]:
    """Return one result for each default gene; a gene nobody spoke of is not assessed."""
    given = {result.gene: result for result in basis.case.genes}
    return tuple(given.get(symbol, _unspoken(symbol)) for symbol in DEFAULT_PANEL)


def _unspoken(symbol: str) -> GeneResult:
    return GeneResult(symbol, GeneStatus.NOT_ASSESSED, say("nobody stated what was read"))


def reading_part(basis: Basis, *, plain: bool = False) -> ReadingPart:
    """Return the table of the genes and the list of what was not read or not looked at."""
    results = gene_results(basis)
    if plain:
        return ReadingPart(
            title=say("What was looked at, and what was not"),
            intro=(
                say("No test reads everything. This table and the list below it say what is open."),
            ),
            columns=(say("Gene"), say("What was seen"), say("What this means")),
            genes=tuple(
                GeneRow(one.gene, say(PLAIN_WORDS[one.status]), _plain_reason(basis, one))
                for one in results
            ),
            not_read_title=say("Not looked at, or not known to be looked at"),
            not_read_intro=say("A change in one of these places can have been missed:"),
            not_read=not_read(basis, plain=True),
        )
    return ReadingPart(
        title=say("What was read, and what was not"),
        intro=(),
        columns=(say("Gene"), say("Result"), say("Reason, and what was read")),
        genes=tuple(_row(basis, one) for one in results),
        not_read_title=say("Not assessed, or not shown to have been assessed"),
        not_read_intro="",
        not_read=not_read(basis),
    )


def _plain_reason(basis: Basis, result: GeneResult) -> str:
    stated = basis.case.callability.genes.get(result.gene)
    if result.status is GeneStatus.NOTHING_FOUND and stated is not None and stated.shown_by:
        return say("The data show that all planned parts were read.")
    return say(PLAIN_REASONS[result.status])


def _row(basis: Basis, result: GeneResult) -> GeneRow:
    stated = basis.case.callability.genes.get(result.gene)
    told = [sentence(result.reason)]
    if result.status in (GeneStatus.FOUND, GeneStatus.NOTHING_FOUND) or stated is not None:
        told.append(sentence(say("read: {coverage}", coverage=_coverage(stated, result))))
    if result.not_called:
        told.append(say("Not called: {records}.", records=_listed(result.not_called)))
    if result.not_interpreted:
        records = _listed(result.not_interpreted)
        told.append(say("Read, not interpreted: {records}.", records=records))
    return GeneRow(result.gene, say(result.status), " ".join(told))


def _listed(records: tuple[ReadRecord, ...]) -> str:
    """Name the first records; where there are many, the rest stands in case.json."""
    named = [
        f"{one.variant.chrom}:{one.variant.pos} {one.variant.ref}>{one.variant.alt} "
        f"({one.genotype})"
        for one in records[:LISTED_RECORDS]
    ]
    more = len(records) - len(named)
    told = "; ".join(named)
    if not more:
        return told
    return say("{records}; and {more} more, in case.json", records=told, more=more)


LISTED_RECORDS = 6


def _coverage(stated: GeneCallability | None, result: GeneResult) -> str:
    """Return the laboratory's word, and what the data show, counted in bases."""
    told = []
    if stated is not None and stated.cds_20x_pct is not None and not stated.shown_by:
        told.append(
            say(
                "{percent} % of the coding bases at 20x, as the laboratory states",
                percent=f"{stated.cds_20x_pct:g}",
            )
        )
    if result.assessed:
        told.append(_counted(result))
    elif stated is not None and stated.cds_20x_pct is not None and stated.shown_by:
        percent = f"{stated.cds_20x_pct:g}"
        told.append(say("{percent} % of the coding bases", percent=percent))
    if stated is not None and stated.shown_by:
        told.append(stated.shown_by)
    return "; ".join(told) or say(NOT_STATED)


def _counted(result: GeneResult) -> str:
    """Return "1,640 of 1,764 coding bases; exon 5: 180 of 223"; only gaps are named."""
    coding = [one for one in result.assessed if one.kind is RegionKind.CODING]
    read, required = sum(one.assessed for one in coding), sum(one.required for one in coding)
    gaps = [
        say(
            "{region}: {read} of {required}",
            region=region_in_words(one.region),
            read=f"{one.assessed:,}",
            required=f"{one.required:,}",
        )
        for one in result.assessed
        if not one.complete
    ]
    counted = say("{read} of {required} coding bases", read=f"{read:,}", required=f"{required:,}")
    return "; ".join([counted, *gaps])


def not_read(basis: Basis, *, plain: bool = False) -> tuple[str, ...]:
    """Return what was not assessed, always the same kinds, in the same order.

    Genes not assessed; genes read in part; the rest of a gene with a finding where nothing
    else was stated; exons not fully covered, one by one; promoter and intron-1 enhancer of
    ALAS2 unless stated as covered; copy-number changes; deep intronic changes; mitochondrial
    DNA; other genes; mosaicism.
    """
    return (
        *_genes_not_assessed(basis, plain),
        *_coverage_gaps(basis),
        *_rest_of_the_gene(basis, plain),
        *_exons(basis),
        *_regions(basis),
        *_whole_test(basis, plain),
        _other_genes(plain),
        _mosaicism(plain),
    )


def _genes_not_assessed(basis: Basis, plain: bool) -> tuple[str, ...]:
    symbols = [one.gene for one in gene_results(basis) if one.status is GeneStatus.NOT_ASSESSED]
    if not symbols:
        return ()
    named = list_in_words(symbols)
    if basis.case.vcf:
        told = PLAIN_NOT_IN_FILE if plain else NOT_IN_FILE
    else:
        told = PLAIN_NOT_ASSESSED if plain else NOT_ASSESSED
    return (say(told, genes=named),)


PLAIN_NOT_IN_FILE = marked("{genes}: whether there is a change cannot be concluded from this file")
NOT_IN_FILE = marked(
    "{genes}: not assessed; whether there is a change cannot be concluded from this file"
)
PLAIN_NOT_ASSESSED = marked("{genes}: no one has stated what was read")
NOT_ASSESSED = marked(
    "{genes}: not assessed, so nothing follows from the absence of a finding there"
)


def _coverage_gaps(basis: Basis) -> tuple[str, ...]:
    wanted = basis.case.site.callability_pct
    return tuple(
        say(
            SHOWN_IN_PART if stated.shown_by else STATED_IN_PART,
            gene=symbol,
            percent=f"{stated.cds_20x_pct:g}",
        )
        for symbol, stated in basis.case.callability.genes.items()
        if stated.cds_20x_pct is not None and stated.cds_20x_pct < wanted
    )


STATED_IN_PART = marked("{gene}: {percent} % of the coding bases were read at 20x, not all")
SHOWN_IN_PART = marked("{gene}: {percent} % of the coding bases were read, not all")
"""Where the data show it, the rule beside the table says when a base counts as read."""


def _rest_of_the_gene(basis: Basis, plain: bool) -> tuple[str, ...]:
    """Return a line for each gene with a finding of which nobody stated what else was read."""
    genes = [one.gene for one in gene_results(basis) if _rest_not_stated(basis, one)]
    if not plain:
        told = REST_NOT_STATED
    else:
        told = REST_UNKNOWN_FROM_FILE if basis.case.vcf else REST_UNKNOWN
    return tuple(say(told, gene=gene) for gene in genes)


REST_NOT_STATED = marked("{gene}, the rest of the coding parts: not stated")
REST_UNKNOWN = marked("the rest of the gene {gene}: no one has stated what was read")
REST_UNKNOWN_FROM_FILE = marked(
    "the rest of the gene {gene}: whether it was read cannot be concluded from this file"
)


def _rest_not_stated(basis: Basis, result: GeneResult) -> bool:
    stated = basis.case.callability.genes.get(result.gene)
    silent = stated is None or (stated.cds_20x_pct is None and not stated.shown_by)
    return result.status is GeneStatus.FOUND and silent and not result.assessed


def _exons(basis: Basis) -> tuple[str, ...]:
    """Return the exons that are not fully covered: as stated, and as counted, each once."""
    stated = [
        (symbol, exon_name(exon))
        for symbol, one in basis.case.callability.genes.items()
        for exon in one.uncovered
    ]
    coding = [(gene, one.region) for gene, one in _gaps(basis, RegionKind.CODING)]
    places = dict.fromkeys([*stated, *coding])
    margins = [
        (gene, one.region)
        for gene, one in _gaps(basis, RegionKind.MARGIN)
        if (gene, one.exon) not in places
    ]
    places |= dict.fromkeys(margins)
    return tuple(
        say("{gene} {exon}: not fully covered", gene=gene, exon=exon) for gene, exon in places
    )


def _gaps(basis: Basis, kind: RegionKind) -> list[tuple[str, Assessed]]:
    return [
        (result.gene, one)
        for result in gene_results(basis)
        for one in result.assessed
        if one.kind is kind and not one.complete
    ]


def exon_name(stated: str) -> str:
    """Return "exon 5" for "5", "ex5" or "Exon 5"; anything else as it was stated."""
    number = re.fullmatch(r"\s*(?:ex(?:on)?\.?)?\s*(\d+)\s*", stated, re.IGNORECASE)
    return say("exon {number}", number=number.group(1)) if number else stated


def _regions(basis: Basis) -> tuple[str, ...]:
    stated = basis.case.callability.genes.get("ALAS2", GeneCallability())
    words = {key: str(getattr(stated, key)) for key, _ in REGIONS}
    return tuple(
        f"ALAS2 {say(name)}: {words[key] or say(NOT_STATED)}"
        for key, name in REGIONS
        if words[key] != COVERED
    )


def _whole_test(basis: Basis, plain: bool) -> tuple[str, ...]:
    stated = basis.case.callability
    kinds = PLAIN_KINDS if plain else KINDS
    said = (stated.cnv, stated.deep_intronic, stated.mtdna)
    return tuple(f"{say(kind)}: {_as_stated(word)}" for kind, word in zip(kinds, said, strict=True))


def _as_stated(word: str) -> str:
    return say("the laboratory states “{word}”", word=word) if word else say(NOT_STATED)


KINDS = (
    marked("copy-number changes (deletions or duplications of an exon or a gene)"),
    marked("deep intronic changes outside the regions named above"),
    marked("mitochondrial DNA"),
)
PLAIN_KINDS = (
    marked("missing or extra pieces of a gene (deletions or duplications)"),
    marked("changes deep between the parts of a gene (deep intronic)"),
    marked("the small extra DNA in the cell's power stations (mitochondrial DNA)"),
)


def _other_genes(plain: bool) -> str:
    if plain:
        return say("other genes that can cause this kind of anaemia")
    named = list_in_words(OTHER_GENES)
    return say("other genes of sideroblastic anaemia, such as {genes}", genes=named)


def _mosaicism(plain: bool) -> str:
    if plain:
        return say("a change in only a part of the cells (mosaicism)")
    return say(
        "mosaicism: a variant in a small part of the cells can be missed; no limit was stated"
    )


def nothing_found(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    """Return what "nothing found" means here (KNOWLEDGE.md 5, "Negative").

    Where no gene was read at all, that is said instead: then nothing was shown.
    """
    if basis.no_test_entered:
        return (say(NO_TEST_ENTERED), say(NO_TEST_MEANS), *_one_in_three(basis, numbering))
    results = gene_results(basis)
    read = [one.gene for one in results if one.status in SHOWN_TO_BE_READ]
    unread = [one.gene for one in results if one.status not in SHOWN_TO_BE_READ]
    if not read:
        told = say(NOTHING_READ, unread=list_in_words(unread))
    elif unread:
        told = say(READ_IN_PART, read=list_in_words(read), unread=list_in_words(unread))
    else:
        told = say(ALL_READ, read=list_in_words(read))
    return told, say(DOES_NOT_RULE_OUT), *_one_in_three(basis, numbering)


ALL_READ = marked(
    "No variant that explains the anaemia was reported in the parts of {read} that could be read."
)
READ_IN_PART = marked(
    "No variant that explains the anaemia was reported in the parts of {read} that could be read. "
    "Not assessed: {unread}."
)
NOTHING_READ = marked(
    "No variant that explains the anaemia was reported. It was not stated what was read of "
    "{unread}, so nothing follows for these genes."
)


def _one_in_three(basis: Basis, numbering: Numbering) -> tuple[str, ...]:
    if not basis.anaemia_recorded:
        return ()
    number = numbering.of_text(ONE_IN_THREE, say("share without a cause found"))
    return (f"{say(ONE_IN_THREE_WORDS)} [{number}]",)


NO_TEST_ENTERED = marked("No result of a gene test was entered.")
NO_TEST_MEANS = marked("So nothing follows about an inherited cause.")


DOES_NOT_RULE_OUT = marked(
    "This does not rule out an inherited cause. What was not read, or not looked at, is listed "
    "below."
)
SHOWN_TO_BE_READ = (GeneStatus.FOUND, GeneStatus.NOTHING_FOUND, GeneStatus.PARTLY_ASSESSED)
ONE_IN_THREE_WORDS = marked(
    "About one in three people with congenital sideroblastic anaemia have no cause found so far."
)
