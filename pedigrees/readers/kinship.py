"""The terms by which GA4GH pedigrees say what one person is to another.

Source: the Kinship Ontology, ga4gh/pedigree_family_history_terminology, src/main/resources/kin.owl
(2021-08-05) and, for its later terms, the list of all of them with its plan for release; examples
with the same codes in ga4gh/pedigree, docs/source/examples.rst.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Kin(StrEnum):
    """What a person can hold of a relationship: the individual is … of the relative."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    CHILD = "child"
    SPERM_DONOR = "sperm donor"
    OVUM_DONOR = "ovum donor"
    SURROGATE_OVUM_DONOR = "surrogate ovum donor"
    CARRIER = "gestational carrier"
    CARRIED_BY = "carried by"
    ADOPTIVE_PARENT = "adoptive parent"
    SOCIAL_PARENT = "parent figure"
    IDENTICAL_TWIN = "identical twin"
    OTHER_TWIN = "twin, not identical"
    TWIN = "twin"
    PARTNER = "partner"


READ = {
    "003": Kin.PARENT,
    "004": Kin.SPERM_DONOR,
    "005": Kin.CARRIER,
    "006": Kin.SURROGATE_OVUM_DONOR,
    "009": Kin.TWIN,
    "010": Kin.IDENTICAL_TWIN,
    "011": Kin.OTHER_TWIN,
    "020": Kin.SOCIAL_PARENT,
    "021": Kin.SOCIAL_PARENT,
    "022": Kin.ADOPTIVE_PARENT,
    "023": Kin.SOCIAL_PARENT,
    "026": Kin.PARTNER,
    "027": Kin.MOTHER,
    "028": Kin.FATHER,
    "030": Kin.PARTNER,
    "032": Kin.CHILD,
    "038": Kin.OVUM_DONOR,
    "039": Kin.CARRIED_BY,
    "050": Kin.PARTNER,
    "051": Kin.PARTNER,
}
"""The terms that are read. Others are known, and said to be left out."""

TERMS = {
    "001": "isRelativeOf",
    "002": "isBiologicalRelativeOf",
    "003": "isBiologicalParentOf",
    "004": "isSpermDonorOf",
    "005": "isGestationalCarrierOf",
    "006": "isSurrogateOvumDonorOf",
    "007": "isBiologicalSiblingOf",
    "008": "isFullSiblingOf",
    "009": "isMultipleBirthSiblingOf",
    "010": "isMonozygoticMultipleBirthSiblingOf",
    "011": "isPolyzygoticMultipleBirthSiblingOf",
    "012": "isHalfSiblingOf",
    "013": "isParentalSiblingOf",
    "014": "isCousinOf",
    "015": "isMaternalCousinOf",
    "016": "isPaternalCousinOf",
    "017": "isGrandparentOf",
    "018": "isGreatGrandparentOf",
    "019": "isSocialLegalRelativeOf",
    "020": "isParentFigureOf",
    "021": "isFosterParentOf",
    "022": "isAdoptiveParentOf",
    "023": "isStepParentOf",
    "024": "isSiblingFigureOf",
    "025": "isStepSiblingOf",
    "026": "isPartnerOf",
    "027": "isBiologicalMotherOf",
    "028": "isBiologicalFatherOf",
    "029": "isMitochondrialDonorOf",
    "030": "isConsanguineousPartnerOf",
    "032": "isBiologicalChildOf",
    "036": "isGrandchildOf",
    "038": "isOvumDonorOf",
    "039": "hasGestationalCarrier",
    "046": "hasParentalSibling",
    "047": "isGreatGrandchildOf",
    "050": "isSeparatedPartnerOf",
    "051": "isSeparatedConsanguineousPartnerOf",
    "052": "isMaternalGrandparentOf",
    "053": "isPaternalGrandparentOf",
    "054": "isMaternalHalfSiblingOf",
    "055": "isPaternalHalfSiblingOf",
    "056": "isMaternalStepSiblingOf",
    "057": "isPaternalStepSiblingOf",
    "058": "isMaternalUncleOf",
    "059": "isPaternalUncleOf",
    "060": "isMaternalAuntOf",
    "061": "isPaternalAuntOf",
}


def term_of(code: str, label: str) -> str | tuple[str, str]:
    """Return the number of a term ("027"), or what is wrong with it and the remedy.

    A code is the first word; KIN:027, KIN_027 and its address are the same. Where the label
    is that of another term, one of the two is wrong, and which cannot be told: the GA4GH
    schema itself calls a sperm donor KIN:039, which is "has gestational carrier".
    """
    found = re.search(r"KIN[:_]([0-9]{3})$", code, re.IGNORECASE)
    if found is None or found[1] not in TERMS:
        what = f'"{code}" ({label or "no label"}) is no relationship of the Kinship Ontology'
        return what, "write its code: KIN:027 mother, KIN:028 father, KIN:010 identical twin"
    number = found[1]
    named = {_plain(name): one for one, name in TERMS.items()}.get(_plain(label), number)
    if named != number:
        what = f"KIN:{number} is {TERMS[number]} and its label is {label}"
        return what, f"write KIN:{number} or KIN:{named}"
    return number


def _plain(label: str) -> str:
    return label.casefold().removesuffix("of")
