"""What a relative's letter says of the condition, by disease, and the sources of the letter."""

from __future__ import annotations

from dataclasses import dataclass

from genetics.phrases import marked
from pedigrees.plan import DiseaseClass
from reports.parts.sources import DIFFERENCES, IRON_WITHOUT_ANAEMIA, WOMEN, WRITTEN_DOWN, Source


@dataclass(frozen=True, slots=True)
class Sourced:
    """A sentence on the condition, the source that it rests on, and for what."""

    text: str
    source: Source
    used_for: str


CAN_CAUSE = marked("The change can cause {condition}.")
TWO_CAN_CAUSE = marked("Two such changes can cause {condition}.")
TWO_WAYS = marked(
    "Changes in this gene can work in two ways. One way causes anaemia, and too much iron can "
    "build up. The other way makes the skin hurt in light. It is not settled yet which way this "
    "change works."
)

LIGHT = Source(
    marked(
        "Light sensitivity and liver, women from no signs to fully affected: GeneReviews, X-linked "
        "protoporphyria, NBK121284; PMC4512933"
    ),
    "no date stated",
    "C",
)
ATAXIA = Source(
    marked(
        "Unsteady movements in boys and men, women without signs of the nerves: Donker et al., "
        "Blood 2014;123:3873–86 (thesis p. 107); Pagon 1985, PMID 4045952"
    ),
    "1985; 2014",
    "C",
)
ONSET = Source(
    marked(
        "Onset between birth and 3 years, mostly with transfusions, parents without anaemia: "
        "richtlijnendatabase.nl, SLC25A38 module"
    ),
    "no date stated",
    "C",
)
CASCADE = Source(
    marked(
        "Tests and chances: laws of inheritance; knowledge base of the project, sections 4.0 to 4.8"
    ),
    WRITTEN_DOWN,
    "E",
)

DO_NOT_WAIT = Source(
    marked("Not to wait when a small child looks ill: expert opinion of the project"),
    "no date stated",
    "E",
)
LOW_CHANCE = Source(
    marked(
        "Low chance: no figure is published for this condition; the figure used is an assumption"
    ),
    "no date stated",
    "E",
)
CHILDREN = Source(
    marked("Tests in minors: AAP/ACMG, Pediatrics 2013;131:620 (summary); PMID 26563495"),
    "2013",
    "C",
)

_IRON = Sourced(
    marked(
        "In anaemia the blood carries too little oxygen. The body can also store too much iron, "
        "even without anaemia."
    ),
    IRON_WITHOUT_ANAEMIA,
    marked("iron in the body"),
)
_MEN_AND_WOMEN = Sourced(
    marked("Men and women can both be ill. It can start late in life."),
    WOMEN,
    marked("men and women"),
)
_FEW_SIGNS = Sourced(
    marked("Some people have few signs or none."), DIFFERENCES, marked("differences between people")
)

CONDITION = {
    DiseaseClass.ALAS2_LOF: (_IRON, _MEN_AND_WOMEN, _FEW_SIGNS),
    DiseaseClass.ALAS2_UNDECIDED: (_MEN_AND_WOMEN,),
    DiseaseClass.ALAS2_GOF: (
        Sourced(
            marked(
                "In this condition light makes the skin hurt. It can also affect the liver. Men "
                "and women can both be ill. Some people have no signs."
            ),
            LIGHT,
            marked("the condition"),
        ),
    ),
    DiseaseClass.ABCB7: (
        Sourced(
            marked(
                "Boys and men can be ill. In women, trouble with balance has not been reported. "
                "Some women have small changes in the blood."
            ),
            ATAXIA,
            marked("the condition"),
        ),
    ),
    DiseaseClass.SLC25A38: (
        Sourced(
            marked(
                "Girls and boys can both be ill. The illness starts between birth and the age of "
                "3. Most children with it need blood transfusions. It comes only when both copies "
                "of a gene have a change."
            ),
            ONSET,
            marked("the condition"),
        ),
    ),
}

_TIRED = marked("Signs to look for: being very tired or looking pale.")
SIGNS = {
    DiseaseClass.ALAS2_LOF: _TIRED,
    DiseaseClass.ALAS2_UNDECIDED: marked(
        "Signs to look for: being very tired, looking pale, or skin that hurts in light."
    ),
    DiseaseClass.ALAS2_GOF: marked("Signs to look for: skin that hurts in sunlight."),
    DiseaseClass.ABCB7: marked(
        "Signs to look for: unsteady movements, poor balance, sitting or walking late."
    ),
    DiseaseClass.SLC25A38: marked("Signs to look for in a small child: looking very pale."),
}
SIGNS_IN_MEN = marked(
    "Signs in boys and men: unsteady movements, poor balance, sitting or walking late."
)
"""ABCB7, to a woman or girl: in women such signs have not been reported."""
_TREATABLE = marked("There are ways to treat this condition.")
CARE = {
    DiseaseClass.ALAS2_LOF: _TREATABLE,
    DiseaseClass.ALAS2_UNDECIDED: marked("Doctors can help with both."),
    DiseaseClass.ALAS2_GOF: marked("A porphyria centre can advise on light, liver and iron."),
    DiseaseClass.ABCB7: marked("Doctors and therapists can help."),
    DiseaseClass.SLC25A38: _TREATABLE,
}
