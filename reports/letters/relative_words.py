"""The wordings of a relative's letter: what a reader may be told, to an adult or to a guardian."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from genetics.phrases import marked, say
from pedigrees.plan import DiseaseClass, MinorRule


@dataclass(frozen=True, slots=True)
class Wording:
    """One thing said in two ways: to the person, or to the parents or guardian of a child."""

    adult: str
    guardian: str

    def said(self, *, guardian: bool) -> str:
        """Return the wording for this reader, in the language spoken now."""
        return say(self.guardian if guardian else self.adult)


# The whole letter -------------------------------------------------------------------------

TITLE = marked("A gene change in your family")
SUBTITLE = Wording(marked("Letter to a relative"), marked("Letter to the parents or guardian"))
SALUTATION = Wording(marked("Dear reader,"), marked("Dear parents or guardian,"))
AGE_UNKNOWN = marked(
    "We do not know the age of the person this letter is for. If this is a child, the letter is "
    "for the parents or guardian. Then “you” means the child."
)
FOUND = Wording(
    marked(
        "A gene change was found in your family. A person in your family has agreed to this letter."
    ),
    marked(
        "A gene change was found in your child's family. A person in the family has agreed to this "
        "letter."
    ),
)
OFFERED = Wording(
    marked("You are offered tests. A test is your choice."),
    marked("Tests are offered for your child. A test is a choice."),
)
OFFERED_ONE = Wording(
    marked("You are offered a test. It is your choice."),
    marked("A test is offered for your child. It is a choice."),
)


# Where the reader stands ------------------------------------------------------------------


class Standing(StrEnum):
    """How sure it is that the reader has the change: the only thing said about the result."""

    TESTED = "tested"
    BY_THE_FAMILY_TREE = "by the family tree"
    VERY_LIKELY = "very likely"
    POSSIBLE = "possible"
    LOW = "low"
    NOT_KNOWN = "not known"
    ILL_OR_CARRIER = "ill or carrier"
    CARRIER = "carrier"
    CARRIER_BY_THE_FAMILY_TREE = "carrier by the family tree"
    CARRIER_TESTED = "carrier, tested"


STANDING = {
    Standing.TESTED: Wording(
        marked("A test has shown that you have this change."),
        marked("A test has shown that your child has this change."),
    ),
    Standing.BY_THE_FAMILY_TREE: Wording(
        marked("Your place in the family tree shows that you have this change too."),
        marked("The place in the family tree shows that your child has this change too."),
    ),
    Standing.VERY_LIKELY: Wording(
        marked("It is very likely that you have this change too. Only a test can make this sure."),
        marked(
            "It is very likely that your child has this change too. Only a test can make this sure."
        ),
    ),
    Standing.POSSIBLE: Wording(
        marked("You may have this change too."), marked("Your child may have this change too.")
    ),
    Standing.LOW: Wording(
        marked("The chance that you have this change too is low, but not zero."),
        marked("The chance that your child has this change too is low, but not zero."),
    ),
    Standing.NOT_KNOWN: Wording(
        marked("It is not known yet how likely it is that you have this change too."),
        marked("It is not known yet how likely it is that your child has this change too."),
    ),
    Standing.ILL_OR_CARRIER: Wording(
        marked("You may have the illness, or you may carry such a change without being ill."),
        marked("Your child may have the illness, or may carry such a change without being ill."),
    ),
    Standing.CARRIER: Wording(
        marked("You may carry such a change. One change alone does not cause the illness."),
        marked("Your child may carry such a change. One change alone does not cause the illness."),
    ),
    Standing.CARRIER_BY_THE_FAMILY_TREE: Wording(
        marked(
            "Your place in the family tree shows that you carry such a change. One change alone "
            "does not cause the illness."
        ),
        marked(
            "The place in the family tree shows that your child carries such a change. One change "
            "alone does not cause the illness."
        ),
    ),
    Standing.CARRIER_TESTED: Wording(
        marked("You have had a gene test. Please ask us what the result can mean for you."),
        marked("Your child has had a gene test. Please ask us what the result can mean."),
    ),
}

SETTLED = (
    Standing.TESTED,
    Standing.BY_THE_FAMILY_TREE,
    Standing.CARRIER_BY_THE_FAMILY_TREE,
    Standing.CARRIER_TESTED,
)
"""Nothing is said of how likely it is: it is known."""

FOR_THE_DOCTOR = {
    Standing.TESTED: marked("carries the familial variant (own test on file)"),
    Standing.BY_THE_FAMILY_TREE: marked(
        "carries the familial variant by position in the pedigree; not tested: no genotype is "
        "entered before a test"
    ),
    Standing.VERY_LIKELY: marked("very likely carries the familial variant; to be tested"),
    Standing.POSSIBLE: marked("may carry the familial variant"),
    Standing.LOW: marked("low residual chance to carry the familial variant"),
    Standing.NOT_KNOWN: marked("chance to carry the familial variant not settled yet"),
    Standing.ILL_OR_CARRIER: marked("may have the disease, or may be a carrier"),
    Standing.CARRIER: marked("may be a carrier"),
    Standing.CARRIER_BY_THE_FAMILY_TREE: marked(
        "carrier by position in the pedigree; not tested: no genotype is entered before a test"
    ),
    Standing.CARRIER_TESTED: marked("own test on file; the clinic gives the result"),
}


# How soon ---------------------------------------------------------------------------------

SOON = Wording(
    marked("Please get in touch with us soon, even if you have not decided yet."),
    marked("Please get in touch with us soon, even if you have not decided yet."),
)
WHEN_READY = Wording(
    marked("You choose if and when. Please come soon if you have one of the signs named below."),
    marked(
        "You choose if and when. Please come soon if your child has one of the signs named below."
    ),
)
WHEN_READY_WITHOUT_SIGNS = Wording(
    marked("You choose if and when. Please come soon if your health worries you."),
    marked("You choose if and when. Please come soon if your child's health worries you."),
)
"""For women and girls of whom no signs are known (ABCB7): none are made up."""
PREGNANT = marked(
    "If you are pregnant, or may be: please get in touch with us soon, and tell your doctor or "
    "midwife."
)
"""Said to every woman who can be pregnant, whatever is on record."""
SICK_SMALL_CHILD = marked(
    "If your child looks very pale, feeds badly or is very sleepy: see a doctor the same day. Do "
    "not wait for our tests."
)
WHEN_READY_CARRIER = Wording(
    marked("You choose if and when. Please come soon if you or your partner are pregnant."),
    WHEN_READY.guardian,
)


# Why, and how likely ----------------------------------------------------------------------

WHY = Wording(
    marked("Why you, and how likely it is"), marked("Why your child, and how likely it is")
)
WHY_WE_WRITE = Wording(marked("Why we write to you"), marked("Why we write to you"))
PASSED_ON = Wording(
    marked(
        "A change like this can pass from parents to children. It can run in your part of the "
        "family."
    ),
    marked(
        "A change like this can pass from parents to children. It can run in your child's part of "
        "the family."
    ),
)
ORIGIN = marked(
    "A change like this can pass from parents to children. Your test can show if it runs in your "
    "part of the family."
)
DONOR = Wording(
    marked("The tests also show if you could give stem cells, if you wish to."),
    marked("The tests also show if your child could give stem cells. This too is a choice."),
)
CAN_MATTER_FOR_CHILDREN = marked("It can matter if you wish to have children.")
CAN_BE_NEW = Wording(
    marked(
        "This holds if the change was passed down in the family. It can also be new in one person. "
        "Then your chance is low."
    ),
    marked(
        "This holds if the change was passed down in the family. It can also be new in one person. "
        "Then your child's chance is low."
    ),
)
TESTED_BEFORE = Wording(
    marked("You have had a gene test before. It could not settle this for you."),
    marked("Your child has had a gene test before. It could not settle this for your child."),
)
MAY_BE_NEW = marked("The change can also be new in one person. Then you do not have it.")
NO_FIGURE = marked("No figure can be given yet.")


# What is offered --------------------------------------------------------------------------

WHAT_IS_OFFERED = Wording(marked("What you are offered"), marked("What is offered for your child"))
CHOICE = Wording(
    marked("You can say yes or no. You have time to think. You can talk with us first."),
    marked(
        "You can say yes or no for your child. You have time to think. You can talk with us first."
    ),
)
WHAT_TESTS_SHOW = Wording(
    marked("The gene test shows if you have the change. The other tests show if you need care."),
    marked(
        "The gene test shows if your child has the change. The other tests show if your child "
        "needs care."
    ),
)
CONFIRMED_BY_A_TEST = Wording(
    marked("The gene test can confirm what the family tree shows."),
    marked("The gene test can confirm what the family tree shows."),
)
NO_RESULT_IN_THE_RECORD = marked(
    "No gene result is written into your child's record. Your child can ask for the gene test "
    "later."
)
MINOR = {
    MinorRule.ALLOWED: marked("In childhood a test can help, because care can start early."),
    MinorRule.HAEM_SCREEN: marked(
        "For a child, blood and iron tests come now. The gene test waits, unless anaemia or too "
        "much iron is found."
    ),
    MinorRule.DEFER: marked("For a child, the gene test waits until the young person can decide."),
    MinorRule.SPECIALIST: marked(
        "A specialist sees the child first. The gene test comes with signs. It can also come after "
        "a visit to a geneticist."
    ),
}
GROWN_UP = marked("If you are 18 or older, ask us about the gene test too.")
DONOR_CHILD = marked(
    "A child who may give stem cells needs a helper who speaks only for that child."
)


# What to do now ---------------------------------------------------------------------------

SHOW_THE_DOCTOR = Wording(
    marked("Show this letter to your doctor. The box at the end is for doctors."),
    marked("Show this letter to your child's doctor. The box at the end is for doctors."),
)
IRON_TABLETS = marked(
    "Tell the doctor: do not start iron tablets before ferritin and transferrin saturation are "
    "checked."
)
THINKING_OF_CHILDREN = marked(
    "If you think about having children: we can talk with you about this, also before a pregnancy."
)
CHILDREN_OF_A_WOMAN = marked(
    "If a woman has the change, each child has a 1 in 2 chance to get it: of 2 children, on "
    "average 1 gets it and 1 does not. We can talk with you about this, also before a pregnancy."
)
CHILDREN_OF_A_MAN = marked(
    "If a man has the change, each daughter gets it. A son does not get it from him. We can talk "
    "with you about this."
)
"""Mentioned to every grown-up reader, whatever is on record of a wish for children."""
VALID = marked(
    "This letter is valid from {date}. Knowledge grows. Please ask us again after {later}."
)
NOTHING_ABOUT_OTHERS = Wording(
    marked("This letter says nothing about the results of others. Your own results belong to you."),
    marked(
        "This letter says nothing about the results of others. Your child's results belong to "
        "your child."
    ),
)


# For the doctor and the laboratory --------------------------------------------------------

RULES = {
    DiseaseClass.ALAS2_LOF: ("SA-01",),
    DiseaseClass.ALAS2_UNDECIDED: ("SA-01",),
    DiseaseClass.ALAS2_GOF: ("SA-16",),
    DiseaseClass.ABCB7: ("SA-01", "SA-15", "SA-20"),
    DiseaseClass.SLC25A38: ("SA-01", "SA-15"),
}
"""The safety rules that a relative's doctor needs, where they apply in the case."""

DONOR_RULE = "SA-21"
IRON_RULE = "SA-01"

BLOOD_COUNT_IS_NOT_ENOUGH = marked(
    "Iron loading occurs in relatives without anaemia. A blood count within limits does not "
    "exclude the variant, in women or in men: ferritin and transferrin saturation belong to the "
    "offer."
)
CARRIERS_ARE_NOT_ANAEMIC = marked(
    "One variant alone does not cause the disease: anaemia in a carrier needs another explanation."
)
ASK_FOR_THE_VARIANT = marked(
    "The variant is not named in this letter. The laboratory asks the clinic for it."
)
IN_PREGNANCY = marked(
    "If pregnant: fetal anaemia, even in a girl, has needed in-utero transfusion. Please tell the "
    "obstetrician."
)
TRANSFERRIN_SATURATION = marked("transferrin saturation")
"""Without "fasting": for small children."""
TESTS_SOON = marked("soon: {tests}")
TESTS_WHEN_READY = marked("by choice, soon if ill or pregnant: {tests}")
EITHER_DISEASE = marked(
    "direction of effect not settled: X-linked sideroblastic anaemia or X-linked protoporphyria"
)
