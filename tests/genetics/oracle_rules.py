"""Where our names may differ from those of the other programs, and why: each as a rule.

A rule gives its reason (the text of HGVS 21.1 or of the Sequence Ontology, never "they are wrong") and
covers only cases in which the reason can be seen: in the bases, or in what the third program says.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from oracle_cases import (
    OUTSIDE,
    SITES,
    Case,
    Difference,
    Of,
    behind_stop_left_out,
    between_exon_and_intron,
    differences,
    holds_intron,
    in_any_exon,
    in_region,
    one_for_one,
    our_sites_are_true,
    start_codon_stays,
    start_stays,
    stop_codon_stays,
    stop_stays,
    written_at,
)

from genetics.hgvs import CodingName, Kind, ProteinKind

# --- the rules -------------------------------------------------------------------------------


_OF_THE_END = {"stop_lost", "stop_retained_variant", "coding_sequence_variant"}


@dataclass(frozen=True)
class Rule:
    """An explained difference: what it concerns, the reason, and the cases that it covers."""

    of: Of
    reason: str
    covers: Callable[[Case, Difference], bool]


def _middle(_: Case, difference: Difference) -> bool:
    """Whether two names give the middle base of an intron from its two ends."""
    ours = re.findall(r"\d\+(\d+)", difference.ours)
    theirs = re.findall(r"\d-(\d+)", difference.theirs)
    return bool(set(ours) & set(theirs))


def _region_by_bases(case: Case, difference: Difference) -> bool:
    """Whether a splice region that only one of the two names is so by the place it is written at."""
    within = [in_region(case, at) for at in written_at(case)]
    if one_for_one(case):
        return False
    if difference.ours == "splice_region_variant" and difference.theirs in {"", "intron_variant"}:
        return any(within)
    return difference.theirs == "splice_region_variant" and not all(within)


def _over_an_edge(name: CodingName) -> bool:
    """Whether a name reaches out of an exon."""
    start, end = name.start, name.end
    if (start.zone, start.base) == (end.zone, end.base):
        return bool(start.offset) != bool(end.offset)
    return bool(start.offset or end.offset)


def _untranslated_alone(terms: str) -> bool:
    return terms in {"5_prime_UTR_variant", "3_prime_UTR_variant"}


def _zone(terms: str) -> str:
    return "-" if "5_prime_UTR_variant" in terms else "*"


def _zones(case: Case) -> set[str]:
    """The zones of the message, "-" and "*" the untranslated ones, in which a name begins and ends."""
    name = case.ours.coding
    return {name.start.zone, name.end.zone} if name is not None else set()


def proteins_agree(case: Case) -> bool:
    """Whether hgvs and we say the same of the protein, or a rule explains the difference."""
    if case.ours.protein is None:
        return False
    return all(
        explanation(case, difference) is not None
        for difference in differences(case)
        if difference.of is Of.PROTEIN
    )


def _takes_stop(case: Case) -> bool:
    """Whether the change begins before the stop codon and takes bases of it."""
    return not stop_stays(case) and "stop_lost" in case.ours.terms


RULES: tuple[Rule, ...] = (
    Rule(
        Of.CODING,
        "the middle base of an intron of odd length is counted from the exon before it (HGVS, "
        "numbering); hgvs counts it from the exon behind",
        _middle,
    ),
    Rule(
        Of.PROTEIN,
        "nothing is listed behind a new stop (HGVS, protein, insertion and deletion-insertion: "
        "up to and with Ter)",
        lambda _, d: behind_stop_left_out(d.ours, d.theirs),
    ),
    Rule(
        Of.PROTEIN,
        "an insertion that encodes a stop is an insertion of this sequence, not a replacement of "
        "all that follows (HGVS, protein, insertion); what we name makes the same protein",
        lambda case, d: (
            ("insTer" in d.ours or (re.search(r"(ins|Ter)", d.ours) and "delins" in d.theirs))
            and "stop_gained" in case.ours.terms
        ),
    ),
    Rule(
        Of.PROTEIN,
        "a stop that stays is written Ter128= (HGVS, protein, substitution: silent)",
        lambda _, d: d.theirs == d.ours.replace("=", "Ter") and "Ter" in d.ours,
    ),
    Rule(
        Of.PROTEIN,
        "a silent change of one codon is Leu12=, over several codons p.(=) (HGVS, protein, "
        "substitution: silent); hgvs names the first codon, or none",
        lambda _, d: d.ours.endswith("=)") and d.theirs.endswith("=)"),
    ),
    Rule(
        Of.PROTEIN,
        "p.(Met1?) is for a change of the start codon (HGVS, protein, substitution); here it "
        "stays, and all behind it: the change lies in the untranslated part",
        lambda case, d: "Met1" in d.theirs and d.ours == "p.?" and start_stays(case),
    ),
    Rule(
        Of.PROTEIN,
        "the change lies behind the stop codon, so in the untranslated part: p.?",
        lambda case, d: d.ours == "p.?" and d.theirs == "p.(=)" and stop_stays(case),
    ),
    Rule(
        Of.PROTEIN,
        "a whole intron is gone, put in or turned: what splicing makes of it is not known; hgvs "
        "reads the exons as if nothing lay between them",
        lambda case, d: d.ours == "p.?" and holds_intron(case),
    ),
    Rule(
        Of.PROTEIN,
        "what begins before the stop codon and takes it is described as frameshift (HGVS, "
        "protein, deletion-insertion); hgvs writes a replacement up to the new stop",
        lambda case, d: (
            case.ours.protein is not None
            and case.ours.protein.kind is ProteinKind.FRAMESHIFT
            and "fs" not in d.theirs
            and _takes_stop(case)
        ),
    ),
    Rule(
        Of.PROTEIN,
        "bases are put in exactly where exon and intron meet: which of them gets the bases is not "
        "known; hgvs is asked to take them for the exon's",
        lambda case, d: d.ours == "p.?" and between_exon_and_intron(case),
    ),
    Rule(
        Of.PROTEIN,
        "the change reaches over an end of the transcript: where the message ends then is not "
        "known; hgvs reads on as far as it has bases (Xaa)",
        lambda case, d: (
            d.ours == "p.?" and (bool(OUTSIDE & set(case.ours.terms)) or "Xaa" in d.theirs)
        ),
    ),
    Rule(
        Of.PROTEIN,
        "the protein stays as it was, stop and all, by the bases: p.(=); hgvs takes a change of the "
        "frame for one of the protein",
        lambda case, d: d.ours.endswith("=)") and "stop_retained_variant" in case.ours.terms,
    ),
    Rule(
        Of.PROTEIN,
        "the new coding part is as long as before and ends with a stop: named by the residues that differ "
        "(HGVS, protein, substitution, deletion-insertion); hgvs goes by the length of the change",
        lambda case, d: (
            case.ours.protein is not None
            and case.ours.protein.kind in {ProteinKind.SUBSTITUTION, ProteinKind.OTHER}
            and "fs" in d.theirs
            and not stop_codon_stays(case)
        ),
    ),
    Rule(
        Of.PROTEIN,
        "an extension ends at the first stop that is read (HGVS, protein, extension), and by the bases "
        "it does; hgvs reads on to a later one",
        lambda case, d: (
            case.ours.protein is not None
            and case.ours.protein.kind is ProteinKind.EXTENSION
            and d.theirs.startswith(d.ours.rsplit("Ter", 1)[0])
        ),
    ),
    Rule(
        Of.PROTEIN,
        "p.(Met1?): the start codon changes (HGVS, protein, substitution); that the bases behind it make "
        "a new one does not say that it is used",
        lambda case, d: d.ours == "p.(Met1?)" and not start_codon_stays(case),
    ),
    Rule(
        Of.PROTEIN,
        "the change can be written in an intron, so the exons may stay as they are: p.?",
        lambda case, d: (
            d.ours == "p.?" and not all(in_any_exon(case, at) for at in written_at(case))
        ),
    ),
    Rule(
        Of.PROTEIN,
        "hgvs names nothing here (it stops with an error of its own)",
        lambda case, _: bool(case.hgvs.why_no_protein),
    ),
    Rule(
        Of.TERMS,
        "start_lost is for a start codon that changes; here the ATG stays as it is",
        lambda case, d: "start_lost" in d.theirs and start_codon_stays(case),
    ),
    Rule(
        Of.TERMS,
        "the start codon is there again after the change, which lies before it as well as not "
        "(start_retained_variant); csq tells it from the place where it is written",
        lambda case, d: (
            start_codon_stays(case)
            and "start_retained_variant" in {*case.ours.terms, *d.theirs.split("&")}
        ),
    ),
    Rule(
        Of.TERMS,
        "start_lost: the start codon changes, and hgvs says Met1? as well; csq says no more than "
        "coding_sequence_variant, or nothing, of what reaches over an end of it",
        lambda case, d: (
            "start_lost" in d.ours and "Met1?" in case.hgvs.protein and not start_codon_stays(case)
        ),
    ),
    Rule(
        Of.TERMS,
        "behind the ATG, which stays: the 3' rule of HGVS puts the bases there, and translation begins at "
        "the first ATG; csq tells it from the place where it is written",
        lambda case, d: (
            d.theirs == "5_prime_UTR_variant"
            and start_codon_stays(case)
            and case.protein == case.hgvs.protein
        ),
    ),
    Rule(
        Of.TERMS,
        "the change can be written behind the stop codon, so the coding part stays; csq tells it "
        "from the place where it is written",
        lambda case, _: "3_prime_UTR_variant" in case.ours.terms and stop_stays(case),
    ),
    Rule(
        Of.TERMS,
        "stop_gained: a codon becomes a stop, as hgvs says too, whether or not the "
        "length changes; csq says frameshift, missense or in frame alone",
        lambda case, d: "stop_gained" in d.ours and "Ter" in case.hgvs.protein,
    ),
    Rule(
        Of.TERMS,
        "stop_lost: the stop codon becomes another one, and hgvs names what is read "
        "behind it; csq says no more than what becomes of the frame",
        lambda case, d: (
            "stop_lost" in d.ours
            and case.hgvs.protein not in {"p.?", "p.(=)"}
            and not stop_stays(case)
        ),
    ),
    Rule(
        Of.TERMS,
        "the new coding part ends with a stop at the place of the old one, so none is lost: the "
        "residues that differ are missense or in frame, as our name, true by the bases, says",
        lambda case, d: (
            bool(_OF_THE_END & set(d.theirs.split("&")))
            and not stop_codon_stays(case)
            and case.ours.protein is not None
            and case.ours.protein.kind in {ProteinKind.SUBSTITUTION, ProteinKind.OTHER}
        ),
    ),
    Rule(
        Of.TERMS,
        "synonymous_variant: bases with a stop are put in right before the old one, and "
        "the protein stays as it was, by the bases; csq calls the new stop gained",
        lambda case, d: (
            d.ours == "synonymous_variant"
            and "stop_gained" in d.theirs
            and case.ours.protein is not None
            and case.ours.protein.kind is ProteinKind.UNCHANGED
        ),
    ),
    Rule(
        Of.TERMS,
        "the 3' rule puts the change into the exon, and hgvs names the protein as we do; csq names "
        "the place in the intron where it can be written as well",
        lambda case, d: (
            d.theirs == "intron_variant"
            and proteins_agree(case)
            and not all(in_any_exon(case, at) for at in written_at(case))
        ),
    ),
    Rule(
        Of.TERMS,
        "stop_retained_variant: the protein ends at the same place, and by the bases "
        "it does; csq says besides what becomes of frame or length, or that the stop is lost",
        lambda case, _: "stop_retained_variant" in case.ours.terms,
    ),
    Rule(
        Of.TERMS,
        "splice_donor_, splice_acceptor_variant: one of the two bases at "
        "an end of an intron changes; of a longer replacement csq says splice_region or nothing",
        lambda case, d: bool(SITES & set(d.ours.split("&"))) and our_sites_are_true(case),
    ),
    Rule(
        Of.TERMS,
        "a splice site that stays, wherever else the change can be written, is not lost (the same "
        "molecule); csq tells it from the place where the change is written",
        lambda case, d: bool(SITES & set(d.theirs.split("&"))) and our_sites_are_true(case),
    ),
    Rule(
        Of.TERMS,
        "splice_region_variant: 1 to 3 bases into the exon, 3 to 8 into the intron, "
        "told by the place of the name; csq counts from the base that a VCF writes before",
        _region_by_bases,
    ),
    Rule(
        Of.TERMS,
        "stop_gained and stop_retained_variant are for what the bases show: hgvs, which reads them, "
        "sees no change of the protein beyond what we say",
        lambda case, d: (
            set(d.theirs.split("&"))
            <= {"stop_gained", "stop_retained_variant", "splice_region_variant", "in frame"}
            and bool({"stop_gained", "stop_retained_variant"} & set(d.theirs.split("&")))
            and d.ours in {"", "in frame", "missense_variant"}
            and proteins_agree(case)
        ),
    ),
    Rule(
        Of.TERMS,
        "the stop codon stays as it is, so it is not lost; csq tells it from the place "
        "where the change is written",
        lambda case, d: (
            not d.ours.startswith("stop") and "stop_lost" in d.theirs and stop_codon_stays(case)
        ),
    ),
    Rule(
        Of.TERMS,
        "frameshift_variant and its opposite follow from the length, whether a multiple of "
        "three; csq says otherwise, or nothing, of some replacements at the first base of an exon",
        lambda case, d: (
            case.ours.coding is not None
            and case.ours.coding.kind is Kind.REPLACEMENT
            and proteins_agree(case)
            and set(d.ours.split("&")) | set(d.theirs.split("&"))
            <= {"", "frameshift_variant", "in frame", "splice_region_variant"}
        ),
    ),
    Rule(
        Of.TERMS,
        "an untranslated part is named where the name lies in it; csq leaves it out beside codons "
        "and where bases are put in at an end of the transcript",
        lambda case, d: (
            not d.theirs
            and _untranslated_alone(d.ours.removesuffix("&splice_region_variant"))
            and _zone(d.ours) in _zones(case)
        ),
    ),
    Rule(
        Of.TERMS,
        "an untranslated part is not named where the name does not lie in it, or in no exon; csq "
        "counts the base that a VCF writes before",
        lambda case, d: (
            not d.ours
            and _untranslated_alone(d.theirs)
            and not one_for_one(case)
            and (
                _zone(d.theirs) not in _zones(case) or not in_any_exon(case, max(written_at(case)))
            )
        ),
    ),
    Rule(
        Of.TERMS,
        "bases put in over an edge of an exon, or copied with it: in the intron or in the exon, "
        "the molecule is the same, and what it does is not known (p.?); csq names one of the two",
        lambda case, _: (
            case.ours.coding is not None
            and case.ours.protein is None
            and case.ours.coding.kind in {Kind.INSERTION, Kind.DUPLICATION}
            and (
                _over_an_edge(case.ours.coding)
                or between_exon_and_intron(case)
                or holds_intron(case)
            )
        ),
    ),
    Rule(
        Of.TERMS,
        "what takes splice sites takes also these: csq names another site than the one that "
        "changes at either place",
        lambda case, _: bool(SITES & set(case.ours.terms)) and our_sites_are_true(case),
    ),
)


def explanation(case: Case, difference: Difference) -> str | None:
    for rule in RULES:
        if rule.of is difference.of and rule.covers(case, difference):
            return f"{rule.of}: {rule.reason}"
    return None
