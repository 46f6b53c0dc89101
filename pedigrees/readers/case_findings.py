"""Reads the findings typed in from a laboratory report, and what was read of each gene."""

from __future__ import annotations

from dataclasses import replace

from genetics.classification import (
    NO_CLASS_ON_FILE,
    Assertion,
    ClassChoice,
    Classification,
    choose_class,
)
from genetics.hgvs import same_coding_name
from genetics.panel import Gene, KnownVariant, Panel
from genetics.phrases import say
from genetics.results import AS_REPORTED, Finding, Origin, ParentalResults
from genetics.toml_lines import KeyPath, nearest
from genetics.typed_names import check_typed_name
from genetics.variants import Zygosity
from pedigrees.case import Callability, GeneCallability
from pedigrees.people import Genotype
from pedigrees.readers.case_criteria import read_criteria
from pedigrees.readers.case_model import CaseFile
from pedigrees.readers.notebook import Notebook
from pedigrees.readers.variants_model import FindingPart, GeneCallabilityPart, TrioPart


def read_findings(case: CaseFile, panel: Panel, notebook: Notebook) -> tuple[Finding, ...]:
    """Return the findings; what cannot be true goes into the notebook.

    * a gene is named by its symbol as the panel spells it; a symbol that the panel does not
      have is kept, and a note says so;
    * "oncogenic" is for a somatic finding only;
    * `hgvs_c` is the change alone (c. …), `hgvs_p` begins with p.;
    * the class is the laboratory's, else that of the gene file, else VUS, held at the cap of
      the gene (`choose_class`); where the laboratory's is missing, a note says which is used;
    * a confirmed direction of effect without a named source: a note.
    """
    findings = []
    for number, part in enumerate(case.findings):
        path: KeyPath = ("findings", number)
        _check_gene(part, path, panel, notebook)
        _check_names(part, path, notebook)
        _check_trio(part.trio, (*path, "trio"), notebook)
        _remark_on(part, panel, notebook)
        added = read_criteria(part, path, panel, case.report_date, notebook)
        findings.append(replace(_finding(part, panel), stated_criteria=added))
    return tuple(findings)


def read_callability(case: CaseFile, panel: Panel, notebook: Notebook) -> Callability:
    """Return what was read: by gene of the panel, and for the whole test."""
    genes: dict[str, GeneCallability] = {}
    whole = dict.fromkeys(WHOLE_TEST, "")
    symbols = [gene.symbol for gene in panel.genes]
    for name, stated in case.callability.items():
        path: KeyPath = ("callability", name)
        if name in WHOLE_TEST and isinstance(stated, str):
            whole[name] = stated
        elif name in WHOLE_TEST:
            notebook.wrong(path, "a table is not text", "write it in quotes")
        elif name not in symbols:
            allowed = [*symbols, *WHOLE_TEST]
            close = nearest(name, allowed)
            meant = f'did you mean "{close}"? ' if close else ""
            remedy = f"{meant}(allowed keys: {', '.join(allowed)})"
            notebook.wrong(path, f'unknown key "{name}"', remedy)
        elif isinstance(stated, str):
            notebook.note(
                say(
                    "Callability of {gene} as stated by the laboratory: {word}.",
                    gene=name,
                    word=stated,
                )
            )
        else:
            genes[name] = _gene_callability(stated)
    return Callability(genes, **whole)


WHOLE_TEST = ("cnv", "deep_intronic", "mtdna")


def _finding(part: FindingPart, panel: Panel) -> Finding:
    """Return one typed-in finding; a name that contradicts itself withholds it."""
    finding = _as_typed(part, panel)
    gene = _gene(part, panel)
    if gene is None or not _names_a_change(part):
        return finding
    checked = check_typed_name(gene, part.hgvs_c, part.hgvs_p, part.transcript)
    finding = replace(finding, warnings=(*finding.warnings, *checked.remarks))
    if not checked.contradictions:
        return finding
    why = say(
        "the name in the laboratory's report does not fit: {contradictions}",
        contradictions="; ".join(checked.contradictions),
    )
    return replace(finding, withheld=True, withheld_why=why)


def _as_typed(part: FindingPart, panel: Panel) -> Finding:
    choice = _class_of(part, panel)
    older = say("as reported; older name {name}", name=part.legacy)
    return Finding(
        gene=part.gene or "",
        transcript=part.transcript,
        hgvs_c=part.hgvs_c,
        hgvs_p=part.hgvs_p,
        zygosity=Zygosity(part.zygosity) if part.zygosity is not None else None,
        classification=choice.used if choice is not None else part.classification,
        origin=Origin.TYPED_IN,
        naming=older if part.legacy else AS_REPORTED,
        class_by=choice.by if choice is not None else part.class_by,
        lab_class=choice.lab if choice is not None else _stated_class(part),
        our_class=choice.ours if choice is not None else None,
        assertions=_assertions(part, panel),
        consequence=part.consequence,
        mechanism=part.mechanism,
        mechanism_source=part.mechanism_source,
        mechanism_confirmed=part.mechanism_confirmed,
        exon=part.exon,
        vaf=part.vaf,
        phase=part.phase,
        parental_origin=part.origin or "",
        trio=_parental_results(part.trio),
        somatic=part.somatic,
        result=part.result,
        tissue=part.tissue,
        laboratory=part.laboratory,
        reported_on=part.reported_on.isoformat() if part.reported_on is not None else "",
    )


def _class_of(part: FindingPart, panel: Panel) -> ClassChoice | None:
    """Return the class that is used for a named germline change of a panel gene."""
    gene = _gene(part, panel)
    if gene is None or not _names_a_change(part):
        return None
    known = _known(part, panel)
    ours = known.used if known is not None else None
    return choose_class(_stated_class(part), ours, gene.class_cap, gene.class_cap_reason)


def _stated_class(part: FindingPart) -> Assertion | None:
    if part.classification is None:
        return None
    by = part.class_by or part.laboratory or say("not stated")
    return Assertion(part.classification, by, part.class_date, part.class_criteria)


def _names_a_change(part: FindingPart) -> bool:
    return bool(part.hgvs_c or part.hgvs_p) and not part.somatic and not part.result


def _gene(part: FindingPart, panel: Panel) -> Gene | None:
    return next((gene for gene in panel.genes if gene.symbol == part.gene), None)


def _known(part: FindingPart, panel: Panel) -> KnownVariant | None:
    """Return the change of the gene file with this c. name, on the same transcript."""
    gene = _gene(part, panel)
    if gene is None or gene.transcript is None or not part.hgvs_c:
        return None
    ours, theirs = gene.transcript.refseq.split(".")[0], part.transcript.split(".")[0]
    if theirs not in ("", ours):
        return None
    named = (one for one in gene.known_variants if one.hgvs_c)
    return next((one for one in named if same_coding_name(one.hgvs_c, part.hgvs_c)), None)


def _assertions(part: FindingPart, panel: Panel) -> tuple[Assertion, ...]:
    known = _known(part, panel)
    stated = _stated_class(part)
    return (*((stated,) if stated else ()), *(known.assertions if known is not None else ()))


def _parental_results(trio: TrioPart) -> ParentalResults:
    mother, father = (
        "" if stated in NOT_TESTED else stated for stated in (trio.mother, trio.father)
    )
    return ParentalResults(
        mother, father, trio.mother_depth, trio.father_depth, trio.parentage_confirmed
    )


NOT_TESTED = ("", "not tested", "unknown")


def _check_gene(part: FindingPart, path: KeyPath, panel: Panel, notebook: Notebook) -> None:
    if not part.gene:
        notebook.wrong((*path, "gene"), 'the key "gene" is missing', 'add "gene"')
        return
    symbols = [gene.symbol for gene in panel.genes]
    if part.gene in symbols:
        return
    same = [symbol for symbol in symbols if _bare(symbol) == _bare(part.gene)]
    if same:
        what = f'"{part.gene}" is not how the gene is spelled'
        notebook.wrong((*path, "gene"), what, f"write {same[0]}")
    else:
        notebook.note(
            say(
                "{gene} is not in the panel ({panel}): the finding is listed, and no rule of this "
                "version is written for the gene.",
                gene=part.gene,
                panel=", ".join(symbols),
            )
        )


def _bare(symbol: str) -> str:
    return "".join(letter for letter in symbol.upper() if letter.isalnum())


def _check_names(part: FindingPart, path: KeyPath, notebook: Notebook) -> None:
    if part.hgvs_c and not part.hgvs_c.startswith(("c.", "n.", "m.")):
        what = f'hgvs_c "{part.hgvs_c}" does not begin with c.'
        notebook.wrong((*path, "hgvs_c"), what, "write the change alone, the rest in transcript")
    if part.hgvs_p and not part.hgvs_p.startswith("p."):
        what = f'hgvs_p "{part.hgvs_p}" does not begin with p.'
        notebook.wrong((*path, "hgvs_p"), what, "write it as p.(Arg452Cys), or p.? if not settled")
    if part.classification is Classification.ONCOGENIC and not part.somatic:
        what = '"oncogenic" is the class of a somatic finding'
        notebook.wrong((*path, "classification"), what, "add somatic = true, or correct the class")


def _check_trio(trio: TrioPart, path: KeyPath, notebook: Notebook) -> None:
    for role, stated in (("mother", trio.mother), ("father", trio.father)):
        known = stated in NOT_TESTED or stated in tuple(Genotype)
        if not known and not stated.startswith("detected"):
            allowed = ", ".join([*Genotype, "detected", "not tested"])
            what = f'"{stated}" is not a result'
            notebook.wrong((*path, role), what, f"write one of: {allowed}")


def _remark_on(part: FindingPart, panel: Panel, notebook: Notebook) -> None:
    name = " ".join(word for word in (part.gene, part.hgvs_c or part.hgvs_p) if word)
    choice = _class_of(part, panel)
    if choice is not None and part.classification is None:
        by = say(NO_CLASS_ON_FILE) if choice.by == NO_CLASS_ON_FILE else choice.by
        notebook.note(
            say(
                "{finding}: the laboratory's class is not stated; {used} is used ({by}).",
                finding=name,
                used=choice.used,
                by=by,
            )
        )
    if part.classification is not None and part.zygosity is None and not part.somatic:
        notebook.note(say("{finding}: the zygosity is not stated.", finding=name))
    if part.mechanism_confirmed and not part.mechanism_source:
        notebook.note(
            say(
                "{finding}: the direction of effect is entered as confirmed; {key} does not say "
                "by whom.",
                finding=name,
                key="mechanism_source",
            )
        )
    known = _known(part, panel)
    if known is not None and not part.mechanism and known.mechanism.startswith(("LOF", "GOF")):
        notebook.note(
            say(
                "{finding}: no direction of effect is entered; the gene file has {mechanism} "
                "({source}).",
                finding=name,
                mechanism=say(known.mechanism),
                source=say(known.mechanism_source),
            )
        )


def _gene_callability(part: GeneCallabilityPart) -> GeneCallability:
    return GeneCallability(
        part.cds_20x_pct,
        part.uncovered,
        _region(part.promoter),
        _region(part.intron1_gata_enhancer),
    )


def _region(stated: str) -> str:
    """Return the word for a region; "not stated" is no statement."""
    plain = stated.lower()
    return "" if plain in ("not stated", "unknown") else plain
