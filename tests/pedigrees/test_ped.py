"""PED files: what is read, what is read with a remark, and which line is reported."""

import io
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genetics.errors import InputRejected
from genetics.inheritance import Sex
from pedigrees.people import Affected
from pedigrees.readers.ped import read_ped

TRIO = "F\tP\tFA\tMO\t1\t2\nF\tFA\t0\t0\t1\t1\nF\tMO\t0\t0\t2\t1\n"
SIX = "write six columns: family, person, father, mother, sex, phenotype"


def read(text, **more):
    return read_ped(io.StringIO(text), name="a.ped", **more)


def refused(text, **more):
    with pytest.raises(InputRejected) as error:
        read(text, **more)
    return [str(mistake) for mistake in error.value.mistakes]


def test_a_trio_is_read_with_links_sexes_and_status():
    proband, father, mother = read(TRIO).families[0].people

    assert (proband.id, proband.father, proband.mother) == ("P", "FA", "MO")
    assert [proband.sex, father.sex, mother.sex] == [Sex.MALE, Sex.MALE, Sex.FEMALE]
    assert [
        proband.affected,
        father.affected,
        mother.affected,
    ] == [Affected.YES, Affected.NO, Affected.NO]
    assert (father.father, mother.mother) == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        TRIO.replace("\t", " "),
        TRIO.replace("\t", "   "),
        TRIO.replace("\n", "\r\n"),
        "# a comment\n\n" + TRIO,
        "#Family\tPerson\tFather\tMother\tSex\tPhenotype\n" + TRIO,
        "Family\tPerson\tFather\tMother\tSex\tPhenotype\n" + TRIO,
        TRIO.rstrip("\n"),
        TRIO.replace("\t0\t0\t", "\t-9\t-9\t"),
        TRIO.replace("\t0\t0\t", "\t\t\t"),
        TRIO.replace("\t0\t0\t", "\t.\t.\t"),
        TRIO.replace("\t1\t2\n", "\tmale\taffected\n"),
    ],
)
def test_one_family_may_be_written_in_several_ways(text):
    assert read(TRIO) == read(text)


def test_a_byte_order_mark_at_the_beginning_is_passed_over(tmp_path):
    (tmp_path / "a.ped").write_text("\ufeff" + TRIO, encoding="utf-8")

    assert read(TRIO).families == read_ped(tmp_path / "a.ped").families


@pytest.mark.parametrize(
    ("text", "mistakes"),
    [
        ("", ["a.ped: no person in this file; " + SIX]),
        ("# nothing\n", ["a.ped: no person in this file; " + SIX]),
        ("buggy file", ["a.ped:1: 2 columns instead of six; " + SIX]),
        ("x\n" + TRIO + "y\nz\n", ["a.ped:1: 1 column instead of six (so have lines 5, 6); " + SIX]),
        ("F\t0\t0\t0\t1\t1", ['a.ped:1: "0" cannot be the id of a person; give each person an id']),
        ("F P 0 0 1 3", ['a.ped:1: phenotype "3" of P is not known; write 2 affected, 1 unaffected, 0 or -9 not known']),
        ("F P 0 0 1 1\nF P 0 0 2 1", ["a.ped:2: P already stands in line 1; give each person of a family one line"]),
        ("F P 0 MO 1 2", ["a.ped:1: mother of P: MO is not in the family; enter MO as a person or leave it out"]),
        ("F P 0 mo 1 2\nF MO 0 0 2 1", ["a.ped:1: mother of P: mo is not in the family; did you mean MO? Otherwise enter mo as a person or leave it out"]),
        ("F P 0 MO 1 2\nF MO 0 0 1 1", ["a.ped:1: MO, the mother of P, is recorded male; correct the sex or the parent"]),
        ("F P FA 0 1 2\nF FA 0 0 2 1", ["a.ped:1: FA, the father of P, is recorded female; correct the sex or the parent"]),
        ("F P X X 1 2\nF X 0 0 0 1", ["a.ped:1: X is given as father and as mother of P; correct one of the two"]),
        ("F P X 0 1 2\nF Q 0 X 1 1\nF X 0 0 0 1", ["a.ped:1: X is the father of P and the mother of Q; correct one of the two"]),
        ("F P P 0 1 2", ["a.ped:1: P is recorded as own ancestor: P → P (parent → child); correct one of these parent links"]),
        ("F A B 0 1 2\nF B C 0 1 2\nF C A 0 1 2", ["a.ped:1: A is recorded as own ancestor: A → C → B → A (parent → child); correct one of these parent links"]),
        ("F P 0 0 1 0\nF Q 0 0 1 1", ["a.ped:1: the disease is coded 0 and 1 and never 2: 1 may be unaffected (as in PLINK) or affected (its option --1); write 2 affected, 1 unaffected, -9 not known"]),
        ("F P 0 0 1 -9\nF Q 0 0 1 0\nF R 0 0 1 1", ["a.ped:2: the disease is coded 0 and 1 and never 2: 1 may be unaffected (as in PLINK) or affected (its option --1); write 2 affected, 1 unaffected, -9 not known"]),
        ("F P 0 0 0 2\nF Q 0 0 1 1", ["a.ped:1: sex is coded 0 and 1 and never 2: 1 may be male (as in PLINK) or female; write 1 male, 2 female, -9 not recorded (or M, F, U)"]),
        ("F P FA MO 0 2\nF FA 0 0 0 1\nF MO 0 0 1 1", ["a.ped:1: sex is coded 0 and 1 and never 2: 1 may be male (as in PLINK) or female; write 1 male, 2 female, -9 not recorded (or M, F, U)"]),
        ("F P 0 0 1 2\nF Queen Anne 0 0 2 1", ["a.ped:2: 7 columns where other lines have 6; divide them by tabs: a name may hold a blank"]),
        (
            "F P FA MO 1 9\nF FA 0 0 2 1\nG P 0 0 1 1\nF P 0 0 1 1",
            [
                'a.ped:1: phenotype "9" of P is not known; write 2 affected, 1 unaffected, 0 or -9 not known',
                "a.ped:1: mother of P: MO is not in the family; enter MO as a person or leave it out",
                "a.ped:1: FA, the father of P, is recorded female; correct the sex or the parent",
                "a.ped:4: P already stands in line 1; give each person of a family one line",
            ],
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_said_with_its_line_and_the_remedy(text, mistakes):
    found = refused(text)

    assert sorted(mistakes) == sorted(found)
    lines = [int(one.split(":")[1]) for one in found if one.split(":")[1].isdigit()]
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("text", "notes", "gaps"),
    [
        ("F P 0 MO 1 2\nF MO 0 0 2 1", (), ("a.ped: only one parent is recorded: P",)),
        ("F P 0 0 9 2", ('a.ped: sex "9" (line 1) is neither 1 nor 2: read as not recorded',), ()),
        ("F P 0 0 x 2\nF Q 0 0 x 2", ('a.ped: sex "x" (lines 1, 2) is neither 1 nor 2: read as not recorded',), ()),
        ("F P 0 MO 1 2\nF MO 0 0 0 1", (), ("a.ped: only one parent is recorded: P", "a.ped: a parent without a recorded sex: MO")),
        ("F P 0 0 1 1\nF Q 0 0 1 -9", ("a.ped: nobody is coded affected (2): 1 is read as unaffected",), ()),
        ("F P 0 0 1 0\nF Q 0 0 1 -9", ("a.ped: 0 and -9 both stand for the disease: both are read as not known",), ()),
        ("F P FA MO 1 2\nF FA 0 0 1 -9\nF MO 0 0 0 -9", (), ("a.ped: a parent without a recorded sex: MO",)),
        ("F P 0 0 1 0\nF Q 0 0 1 1\nG R 0 0 1 2", (), ()),
        ("F P 0 NA NA NA", (), ()),
        ("F\tP\t0\t0\t1\t2\tkit", ("a.ped: columns after the sixth are not read",), ()),
        ("F\tP\t0\t0\t1\t2\t\t", (), ()),
        ("F\tP 0 0 1 2", ("a.ped: tabs and blanks are mixed (line 1): divided at both",), ()),
    ],
)  # fmt: skip
def test_what_can_be_lived_with_is_read_and_said(text, notes, gaps):
    file = read(text)

    assert (notes, gaps) == (file.notes, file.gaps)


QUOTED = '"F" "P{0}" "0" "0" 1 2\n'
AS_TABLE = "divide them by tabs, or name them in a first line, as in a table (CSV)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (QUOTED, "1: the columns are in quotes (so have lines 2, 3, 4, 5, 6 and 994 more); write them without quotes (in R: quote = FALSE, row.names = FALSE)"),
        ("'F'\t'P{0}'\t'0'\t'0'\t'1'\t'2'\n", "1: the columns are in quotes (so have lines 2, 3, 4, 5, 6 and 994 more); write them without quotes (in R: quote = FALSE, row.names = FALSE)"),
        ("F,P{0},0,0,1,2\n", f"1: the columns are divided by commas (so have lines 2, 3, 4, 5, 6 and 994 more); {AS_TABLE}"),
        ("F; P{0}; 0; 0; 1\n", "1: 5 columns instead of six (so have lines 2, 3, 4, 5, 6 and 994 more); " + SIX),
        ("F;P{0};0;0;1;2\n", f"1: the columns are divided by semicolons (so have lines 2, 3, 4, 5, 6 and 994 more); {AS_TABLE}"),
        ("F P{0} 0 0 1 5.5\n", '1: phenotype "5.5" of P0 is not known (so have lines 2, 3, 4, 5, 6 and 994 more); write 2 affected, 1 unaffected, 0 or -9 not known'),
        ("F 0 0 0 1 2\n", '1: "0" cannot be the id of a person (so have lines 2, 3, 4, 5, 6 and 994 more); give each person an id'),
    ],
)  # fmt: skip
def test_the_same_cause_in_1000_lines_is_one_mistake(text, said):
    assert refused("".join(text.format(number) for number in range(1000))) == [f"a.ped:{said}"]


def test_one_line_of_another_kind_does_not_hide_what_else_is_wrong():
    assert refused("F P 0 0 1 9\nF,Q,P,0,1,2\n") == [
        'a.ped:1: phenotype "9" of P is not known; write 2 affected, 1 unaffected, 0 or -9 not known',
        f"a.ped:2: the columns are divided by commas; {AS_TABLE}",
    ]


def test_a_name_with_a_blank_keeps_its_place_between_tabs():
    file = read("F\tPhilip II\tCharles V\t\t1\t2\nF\tCharles V\t\t\t1\t1\n")

    assert [person.id for person in file.families[0].people] == ["Philip II", "Charles V"]


def test_a_blank_in_a_name_does_not_stand_in_for_a_missing_column():
    assert refused("Charles V\tPhilip I\tJoanna\t1") == [
        "a.ped:1: 4 columns instead of six; " + SIX
    ]


def test_one_family_is_chosen_and_another_with_mistakes_does_not_matter():
    two = TRIO + "G\tX\tX\t0\t1\t1\n"

    assert [person.id for person in read(two, family="F").families[0].people] == ["P", "FA", "MO"]
    assert len(refused(two)) == 1
    assert refused(two, family="H") == ["a.ped: no family H in this file; choose from: F, G"]


def test_one_id_may_stand_in_two_families():
    file = read(TRIO + TRIO.replace("F\t", "G\t"))

    assert [family.id for family in file.families_of("P")] == ["F", "G"]
    with pytest.raises(InputRejected, match="P, FA, MO in more than one family"):
        assert file.people
    assert [person.id for person in read(TRIO).people] == ["P", "FA", "MO"]


def test_a_file_that_is_not_there_or_not_text_is_refused(tmp_path):
    (tmp_path / "b.ped").write_bytes(b"\xff\xfe\x00F")

    for name, said in (("a.ped", "cannot be read: No such file"), ("b.ped", "is not a text file")):
        with pytest.raises(InputRejected, match=said):
            read_ped(tmp_path / name)


# --- real files: families and people, or the first line that is reported ---------------------------

REAL = {
    "pedigree/real/genmod/dominant_trio.ped": (1, 3),
    "pedigree/real/genmod/duo.ped": (1, 2),
    "pedigree/real/genmod/multi_family.ped": (2, 6),
    "pedigree/real/genmod/one_ind.ped": (1, 1),
    "pedigree/real/genmod/recessive_trio.ped": (1, 3),
    "pedigree/real/ped_parser/alternative.ped": (1, 1),
    "pedigree/real/ped_parser/multi_family.ped": (2, 7),
    "pedigree/real/peddy/ceph1463.bad.ped": "2: father of NA12880: NA12889 is not in the family",
    "pedigree/real/peddy/ceph1463.good.ped": "1: father of NA12877: NA12889 is not in the family",
    "pedigree/real/peddy/ceph1463.ped": (1, 17),
    "pedigree/real/peddy/h1k.ped": "7: father of 15-0022880: 159-father is not in the family",
    "pedigree/real/peddy/joint.subset.ped": "6: mother of 15-0022869: 15-0022870 is not in the family",
    "pedigree/real/peddy/tests_a.ped": "13: mom_4 is recorded as own ancestor",
    "pedigree/real/peddy/tests_a6.ped": "12: mom_4 is recorded as own ancestor",
    "pedigree/real/peddy/tests_test-unknown-gma.ped": "1: mother of kid1: dad is not in the family",
    "pedigree/real/peddy/tests_test.fam.ped": (1, 6),
    "pedigree/real/peddy/tests_test.fam2.ped": (1, 6),
    "pedigree/real/peddy/tests_test.mendel.ped": (1, 3),
    "pedigree/real/quickped/habsburg.ped": "2: 4 columns instead of six",
    "pedigree/real/quickped/haemophilia.ped": "2: 5 columns instead of six",
    "pedigree/real/quickped/jicaque.ped": "2: 4 columns instead of six",
    "pedigree/real/quickped/tutankhamun.ped": "2: 4 columns instead of six",
    "pedigree/real/slivar/ashk-trio.ped": (1, 3),
    "pedigree/real/slivar/bug.ped": (1, 3),
    "pedigree/real/slivar/ceph.ped": "349: father of 2024: 2033 is not in the family",
    "pedigree/real/slivar/comphet-test-case.ped": (1, 4),
    "pedigree/real/slivar/comphet.csq.ped": (1, 3),
    "pedigree/real/slivar/testa.ped": "5: father of Totally_New_Sample: missing_dad is not in the family",
    "pedigree/real/whatshap/genetic-haplotyping.ped": "1: father of sampleC: sampleA is not in the family",
    "pedigree/real/whatshap/pedigree.ped": (2, 5),
    "pedigree/real/whatshap/quartet2.ped": (1, 4),
    "pedigree/real/whatshap/trio.ped": (1, 3),
    "vcf/trios/gemini/test.auto_dom.ped": (3, 9),
    "vcf/trios/gemini/test.auto_rec.ped": (3, 9),
    "vcf/trios/gemini/test.comp_het.ped": (4, 12),
    "vcf/trios/gemini/test.de_novo.ped": (3, 9),
    "vcf/trios/gemini/test.mendel.ped": (1, 3),
    "vcf/trios/gemini/test.x-linked.ped": (1, 3),
    "vcf/trios/genmod/dominant_trio.ped": (1, 3),
    "vcf/trios/genmod/multi_family.ped": (2, 6),
    "vcf/trios/genmod/recessive_trio.ped": (1, 3),
    "vcf/trios/ped_only/exomiser_pedMultiFamily.ped": (2, 10),
    "vcf/trios/ped_only/exomiser_pedNotValid.ped": (1, 3),
    "vcf/trios/ped_only/exomiser_pedValid.ped": (1, 3),
    "vcf/trios/ped_only/exomiser_pedWithHeader.ped": (1, 3),
    "vcf/trios/ped_only/exomiser_pedWithSpaces.ped": (1, 3),
    "vcf/trios/ped_only/peddy_ceph1463.bad.ped": "2: father of NA12880: NA12889 is not in the family",
    "vcf/trios/ped_only/peddy_ceph1463.good.ped": "1: father of NA12877: NA12889 is not in the family",
    "vcf/trios/ped_only/peddy_ceph1463.ped": (1, 17),
    "vcf/trios/ped_only/slivar_ceph.ped": "349: father of 2024: 2033 is not in the family",
    "vcf/trios/scout/643594.ped": (1, 3),
    "vcf/trios/scout/643594.peddy.ped": (1, 3),
    "vcf/trios/slivar/comphet-test-case.ped": (1, 4),
    "vcf/trios/slivar/comphet.csq.ped": (1, 3),
}


@pytest.mark.parametrize("name", REAL)
def test_real_files(shared, name):
    expected = REAL[name]
    if isinstance(expected, tuple):
        families = read_ped(shared / name).families
        assert (len(families), sum(len(family.people) for family in families)) == expected
        return

    with pytest.raises(InputRejected) as error:
        read_ped(shared / name, name="a.ped")
    assert str(error.value.mistakes[0]).startswith(f"a.ped:{expected}")


def test_no_real_file_is_left_out_of_the_table(shared):
    there = [*shared.glob("pedigree/real/**/*.ped"), *shared.glob("vcf/trios/**/*.ped")]

    assert sorted(REAL) == sorted(path.relative_to(shared).as_posix() for path in there)


# --- whatever is in the file ------------------------------------------------------------------------

FIELD = st.sampled_from(["F", "P", "Q", "0", "1", "2", "-9", "", " ", "x y", "#", "é"])
LINE = st.builds(
    lambda fields, by: by.join(fields), st.lists(FIELD, max_size=9), st.sampled_from("\t ")
)


@given(st.one_of(st.text(), st.lists(LINE, max_size=6).map("\n".join)))
def test_whatever_is_in_the_file_it_is_read_or_refused(text):
    with suppress(InputRejected):
        assert read(text).families


def test_a_path_may_be_given_as_text_or_path(tmp_path: Path):
    path = tmp_path / "a.ped"
    path.write_text(TRIO, encoding="utf-8")

    assert read_ped(str(path)) == read_ped(path)
