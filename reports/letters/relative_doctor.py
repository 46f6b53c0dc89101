"""The end of a relative's letter: a box for the doctor, and one for the laboratory."""

from __future__ import annotations

from genetics.phrases import say
from genetics.results import Finding
from pedigrees.clinical.findings_facts import (
    disease_causing,
    homozygous,
    in_trans,
    parent_of_origin,
)
from pedigrees.family import Family
from pedigrees.pattern import familial_variant
from pedigrees.plan import DiseaseClass, Test
from reports.basis import Basis
from reports.letters import relative_words as words
from reports.letters.relative_reader import (
    Reader,
    cited,
    disease_class_of,
    disease_of,
    mark_of,
    rules_for,
    standing_of,
)
from reports.letters.relative_words import Standing
from reports.parts.finding_box import place_of
from reports.parts.sources import IRON_WITHOUT_ANAEMIA, RECESSIVE, UNBORN, Numbering
from reports.views import FindingBox, Labelled
from reports.words import TEST_WORDS, class_in_words, list_in_words, offered_tests


def for_the_doctor(basis: Basis, reader: Reader, numbering: Numbering) -> FindingBox:
    """Return the box for the reader's doctor: condition, tests, and what not to do before them."""
    return FindingBox(
        title=say("For your doctor"),
        mark="",
        lines=(
            Labelled(say("Condition"), _condition(basis), strong=True),
            Labelled(
                say("Person named above"), say(words.FOR_THE_DOCTOR[standing_of(basis, reader)])
            ),
            Labelled(
                say("Tests offered"),
                say(
                    words.TESTS_SOON if reader.soon else words.TESTS_WHEN_READY,
                    tests=_tests(reader),
                ),
            ),
        ),
        remarks=(
            *(
                f"{say(one.professional)} {mark_of(one, numbering)}"
                for one in rules_for(basis, reader)
            ),
            *_further_remarks(basis, reader, numbering),
        ),
    )


def _tests(reader: Reader) -> str:
    """Return the tests; a small child does not fast for them."""
    if not reader.small_child:
        return offered_tests(reader.decision)
    named = {**TEST_WORDS, Test.TRANSFERRIN_SATURATION: words.TRANSFERRIN_SATURATION}
    return list_in_words([say(named[test]) for test in reader.decision.tests])


def _condition(basis: Basis) -> str:
    """Return the disease with its identifiers; an X-linked one says so in its name."""
    disease = disease_of(basis)
    if disease is None:
        return say(words.EITHER_DISEASE)
    inherited = (say("autosomal recessive"),) if basis.recessive else ()
    ids = (one for one in (disease.mondo, _omim(disease.omim)) if one)
    return "; ".join((say(disease.name), *inherited, *ids))


def _omim(number: str) -> str:
    return f"OMIM {number}" if number else ""


def _further_remarks(basis: Basis, reader: Reader, numbering: Numbering) -> tuple[str, ...]:
    told = []
    if Test.FERRITIN in reader.decision.tests and not basis.recessive:
        number = numbering.of_text(IRON_WITHOUT_ANAEMIA, say("iron in the body"))
        told.append(cited(say(words.BLOOD_COUNT_IS_NOT_ENOUGH), number))
    if basis.recessive and standing_of(basis, reader) is not Standing.ILL_OR_CARRIER:
        number = numbering.of_text(RECESSIVE, say("carriers"))
        told.append(cited(say(words.CARRIERS_ARE_NOT_ANAEMIC), number))
    if disease_class_of(basis) is DiseaseClass.ALAS2_LOF and reader.may_be_pregnant:
        number = numbering.of_text(UNBORN, say("pregnancy"))
        told.append(cited(say(words.IN_PREGNANCY), number))
    if Test.TARGETED in reader.decision.tests and not basis.case.consent.share_variant:
        told.append(say(words.ASK_FOR_THE_VARIANT))
    return tuple(told)


def for_the_laboratory(basis: Basis, reader: Reader) -> FindingBox | None:
    """Return the box with each variant that the targeted test looks for in this reader.

    Only with the proband's consent to share the variant, and only where that test is
    offered. The proband's zygosity, reads, laboratory and dates stay out.
    """
    variants = variants_for(basis, reader.person.id)
    shared = basis.case.consent.share_variant and Test.TARGETED in reader.decision.tests
    if not variants or not shared:
        return None
    return FindingBox(
        title=say(
            "For the laboratory: what the targeted test looks for in {gene}", gene=variants[0].gene
        ),
        mark="",
        lines=tuple(line for one in variants for line in _lines_of(one, basis)),
    )


def variants_for(basis: Basis, reader: str) -> tuple[Finding, ...]:
    """Return the variants that a targeted test looks for in one relative.

    Of two variants of a recessive gene a relative through one parent gets that parent's only:
    the other is an in-law's result, and both are the child's whole genotype. Sibs, children
    and whoever descends from them can have either. Where it cannot be told from which parent
    a variant came, or through which the reader is related, it is named.
    """
    familial = familial_variant(basis.case)
    if familial is None:
        return ()
    if not basis.recessive:
        return (familial,)
    variants = disease_causing(basis.case.germline, familial.gene)
    lines = _lines_of_the_reader(basis.case.family, reader)
    origins = _origins(variants)
    of_the_line = tuple(one for one in variants if origins.get(one.name, "") in ("", *lines))
    return of_the_line or variants


PARENTS = ("mother", "father")


def _origins(variants: tuple[Finding, ...]) -> dict[str, str]:
    """Return the parent of each variant; of two in trans the one parent leaves the other."""
    origins = {one.name: parent_of_origin(one) for one in variants}
    known = set(origins.values()) - {""}
    if len(origins) < 2 or not known or homozygous(variants):
        return {}
    if len(origins) == 2 and len(known) == 1 and in_trans(variants):
        (here,) = known
        (there,) = set(PARENTS) - known
        return {name: here if origin == here else there for name, origin in origins.items()}
    return origins


def _lines_of_the_reader(family: Family, reader: str) -> tuple[str, ...]:
    """Return through which parents of the proband the reader is related: both when in doubt."""
    mother, father = family.mother(family.proband_id), family.father(family.proband_id)
    if mother is None or father is None or _may_descend_from_both(family, reader):
        return PARENTS
    lines = tuple(
        role
        for role, parent in zip(PARENTS, (mother, father), strict=True)
        if parent.id == reader or family.are_blood_relatives(parent.id, reader)
    )
    return lines or PARENTS


def _may_descend_from_both(family: Family, reader: str) -> bool:
    """Whether reader or an ancestor is a sib with one recorded parent: perhaps a full sib."""
    shared = {parent.id for parent in family.parents(family.proband_id)}
    line = (family.parents(name) for name in {reader, *family.ancestors(reader)})
    return any(len(parents) == 1 and parents[0].id in shared for parents in line)


def _lines_of(finding: Finding, basis: Basis) -> tuple[Labelled, ...]:
    classed = class_in_words(finding.classification)
    return (
        Labelled(say("Variant"), _variant(finding, basis), strong=True),
        Labelled(say("Class and place"), f"{classed}; {place_of(finding)}"),
    )


def _variant(finding: Finding, basis: Basis) -> str:
    """Return transcript, c. and p. name; why a name is missing is known to the clinic."""
    if not finding.hgvs_c:
        return say("no settled coding name: please ask the clinic")
    gaps = {"coding": finding.hgvs_c, "protein": finding.hgvs_p or "p.?"}
    gene = basis.panel.gene(finding.gene)
    mane = gene.transcript.refseq if gene.transcript is not None else ""
    if not finding.transcript:
        return say("{coding}, {protein} (transcript not stated)", **gaps)
    gaps["transcript"] = finding.transcript
    if finding.transcript == mane:
        return say("{transcript}:{coding}, {protein} (MANE Select)", **gaps)
    return say("{transcript}:{coding}, {protein} (MANE Select is {mane})", **gaps, mane=mane)
