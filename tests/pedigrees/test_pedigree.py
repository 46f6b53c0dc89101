"""Pedigree files of all kinds: what each is taken for, and what is said of one that is none."""

import gzip
import io
import tarfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from genetics.errors import InputRejected
from pedigrees.people import Affected
from pedigrees.readers.canrisk import read_canrisk
from pedigrees.readers.ped import read_ped
from pedigrees.readers.pedigree import read_pedigree

FILES = Path(__file__).resolve().parent / "files"
PED = b"F\tP\tFA\tMO\t1\t2\nF\tFA\t0\t0\t1\t1\nF\tMO\t0\t0\t2\t1\n"
PHENOPACKETS = (
    b'{"id": "F", "proband": {"id": "X", "subject": {"id": "P"}}, "pedigree": {"persons": ['
    b'{"familyId": "F", "individualId": "P", "paternalId": "FA", "maternalId": "MO", "sex": "MALE"},'
    b'{"familyId": "F", "individualId": "FA", "sex": "MALE"},'
    b'{"familyId": "F", "individualId": "MO", "sex": "FEMALE"}]}}'
)
CANRISK = (
    b"##CanRisk 1.0\n##FamID\tName\tTarget\tIndivID\tFathID\tMothID\tSex\tMZtwin\tDead\tAge\tYob\n"
)
CSV = b"id,father,mother,sex\nP,FA,MO,M\nFA,,,M\nMO,,,F\n"
JSON = (
    b'{"schema": "sideroscreen-pedigree/1", "families": [{"id": "F", "people": '
    b'[{"id": "P", "sex": "M"}, {"id": "FA", "sex": "M"}, {"id": "MO", "sex": "F"}]}]}'
)


def archive():
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:xz"):
        pass
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ped", PED),
        ("a.fam", PED.replace(b"\t", b" ")),
        ("a.txt", PED),
        ("a", PED),
        ("a.csv", PED),
        ("a.ped", b"#Family\tPerson\tFather\tMother\tSex\tPhenotype\n" + PED),
        ("a.ped", b"#FamID\tID\tDad\tMom\tSex\tAff\tKit\n" + PED.replace(b"\n", b"\tx\n")),
        ("a.ped", b"# family, individual_id, paternal_id, maternal_id, sex, phenotype\n" + PED),
        ("a.ped", b"\xef\xbb\xbf" + PED.replace(b"\n", b"\r\n")),
        ("a.ped", PED.replace(b"\n", b"\r")),
        ("a.ped.gz", gzip.compress(PED, mtime=0)),
        ("a.ped", gzip.compress(PED, mtime=0)),
        ("a.csv", CSV),
        ("a.ped", CSV),
        ("a.tsv", CSV.replace(b",", b"\t")),
        ("a.ped", b"id\tfid\tmid\tsex\nP\tFA\tMO\t1\nFA\t0\t0\t1\nMO\t0\t0\t2\n"),
        ("a.csv", b"\xef\xbb\xbf" + CSV.replace(b",", b";").replace(b"\n", b"\r\n")),
        ("a.csv", b"\xef\xbb\xbfsep=;\r\n" + CSV.replace(b",", b";")),
        ("a.csv.gz", gzip.compress(CSV, mtime=0)),
        ("a.json", JSON),
        ("a.ped", JSON),
        ("a", b"\n\n  " + JSON),
        ("a.json", PHENOPACKETS),
        ("a.ped", gzip.compress(PHENOPACKETS, mtime=0)),
    ],
)
def test_what_a_file_is_is_seen_from_what_stands_in_it(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)

    (family,) = read_pedigree(tmp_path / name).families
    assert [person.id for person in family.people] == ["P", "FA", "MO"]


def test_known_columns_behind_those_of_a_ped_file_are_read(tmp_path):
    head = "#family\tid\tfather\tmother\tsex\taffected\tbirth_year\n"
    lines = zip(PED.decode().split("\n"), ("1985", "1955", "1965"), strict=False)
    (tmp_path / "a.ped").write_text(head + "\n".join("\t".join(line) for line in lines))

    people = read_pedigree(tmp_path / "a.ped").families[0].people
    assert [person.birth.year for person in people] == [1985, 1955, 1965]


NOT_OURS = "is not a pedigree file that is read here"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ped", b"", "is empty: no person in this file"),
        ("a.ped", b" \n\n", "is empty: no person in this file"),
        ("a.ped.gz", gzip.compress(b"", mtime=0), "is empty: no person in this file"),
        ("a.ped.gz", gzip.compress(PED, mtime=0)[:-12], "begins as gzip and cannot be unpacked"),
        ("a.ped.gz", gzip.compress(gzip.compress(PED, mtime=0), mtime=0), "is not a text file but a file packed twice"),
        ("a.rda", archive(), "is not a text file but packed by xz"),
        ("a.rds", gzip.compress(b"RDX3\nX\n", mtime=0), "is not a text file but data of R"),
        ("a.xlsx", b"PK\x03\x04\x14\x00", "is not a text file but a workbook"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1", "is not a text file but an old workbook"),
        ("a.pdf", b"%PDF-1.7\n", "is not a text file but a PDF"),
        ("a.png", b"\x89PNG\r\n", "is not a text file but a picture"),
        ("a.csv", CSV.decode().encode("utf-16"), "is not a text file but a text in UTF-16"),
        ("a.csv", b"id,note\nP,caf\xe9\n", "is not a text file in UTF-8"),
        ("a.ped", b"F\0P\n", "is not a text file: it holds bytes of 0"),
        ("a.json", b"[]", "is a list or a value, not an object"),
        ("a.json", b'{"x": 1}', "is neither a phenopacket Family"),
        ("a.txt", CANRISK, "11 columns are named and CanRisk 1 has 26"),
        ("a.ged", b"0 HEAD\n1 GEDC\n", "it is a GEDCOM file"),
        ("a.html", b"<!DOCTYPE html>\n<html>\n", "it is HTML"),
        ("a.xml", b'<?xml version="1.0"?>\n', "it is XML"),
        ("a.svg", b"<svg xmlns=''/>\n", "it is a picture (SVG)"),
        ("a.vcf", b"##fileformat=VCFv4.2\n", "it is a VCF"),
        ("a.toml", b'schema = "sideroscreen-case/1"\n', "it is a case file"),
        ("a.txt", b"Once upon a time there was a king\n", NOT_OURS),
        ("a.txt", b"one\ntwo\n", NOT_OURS),
        ("a.csv", b"x,y\n1,2\n", NOT_OURS),
        ("a.ped", b"one\ntwo\n", "a.ped:1: 1 column instead of six (so has line 2)"),
        ("nowhere/a.ped", None, "cannot be read: No such file or directory"),
        (".", None, "cannot be read: Is a directory"),
        ("a\0b", None, "is not a path"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_pedigree_is_refused_with_the_reason(tmp_path, name, content, said):
    if content is not None:
        (tmp_path / name).write_bytes(content)

    with pytest.raises(InputRejected) as error:
        read_pedigree(tmp_path / name, name=name)
    assert any(said in str(mistake) for mistake in error.value.mistakes)


@pytest.mark.parametrize("line", ["F,P,0,0,1,2", "F;P;0;0;1;2", '"F" "P" "0" "0" "1" "2"'])
def test_a_ped_file_that_is_divided_otherwise_is_told_how_to_divide_it(tmp_path, line):
    path = tmp_path / "family.txt"
    path.write_text(line + "\n", "utf-8")

    with pytest.raises(InputRejected, match=r"the columns are (in quotes|divided by)"):
        read_pedigree(path)


def test_a_file_of_no_known_kind_is_told_which_kinds_there_are(tmp_path):
    (tmp_path / "a.txt").write_text("Once upon a time")

    with pytest.raises(InputRejected, match=r"JSON of this program, .*table.*, PED or FAM"):
        read_pedigree(tmp_path / "a.txt")


def test_one_family_is_chosen_whatever_the_format(tmp_path):
    (tmp_path / "a.ped").write_bytes(PED + PED.replace(b"F\t", b"G\t"))

    assert [one.id for one in read_pedigree(tmp_path / "a.ped", family="G").families] == ["G"]
    with pytest.raises(InputRejected, match="no family X in this file"):
        read_pedigree(FILES / "version-1.json", family="X")


BYTES = st.one_of(
    st.binary(max_size=60),
    st.tuples(
        st.sampled_from([PED, CSV, JSON, PHENOPACKETS]), st.integers(0, 120), st.binary(max_size=3)
    ).map(lambda cut: cut[0][: cut[1]] + cut[2] + cut[0][cut[1] + 2 :]),
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(BYTES)
def test_whatever_is_in_the_file_it_is_read_or_refused(tmp_path, content):
    (tmp_path / "a").write_bytes(content)

    with suppress(InputRejected):
        assert read_pedigree(tmp_path / "a").families


# --- real files that are not called .ped (those are in test_ped.py, all but these four) -----------------

REAL = {
    "ggpedigree/ASOIAF.ged": "it is a GEDCOM file",
    "ggpedigree/pedigree.csv": 'unknown columns "SIRE.ID", "DAM.ID", "BYEAR"',
    "kinship2/minnbreast.csv": 'unknown columns "endage", "cancer", "education"',
    "kinship2/minnbreast.rda": "is not a text file but packed by xz",
    "kinship2/sample.ped.tab.gz": "the columns are in quotes (so have lines 2, 3, 4, 5, 6 and 50 more)",
    "kinship2/testped1.tab.gz": (1, 79),
    "openmendel/genetic_counseling_1_Control.txt": 'phenotype "LocusFrame.txt" of = is not known',
    "openmendel/genetic_counseling_1_LocusFrame.txt": NOT_OURS,
    "openmendel/genetic_counseling_1_PedigreeFrame.txt": 'unknown column "CF"',
    "openmendel/genetic_counseling_1_PhenotypeFrame.txt": "does not name a column id",
    "openmendel/genetic_counseling_2_Control.txt": 'phenotype "LocusFrame.txt" of = is not known',
    "openmendel/genetic_counseling_2_LocusFrame.txt": NOT_OURS,
    "openmendel/genetic_counseling_2_PedigreeFrame.txt": 'unknown columns "MD", "Se"',
    "openmendel/genetic_counseling_2_PhenotypeFrame.txt": "does not name a column id",
    "ped_parser/madeline_test.txt": (1, 4),
    "pedixplorer/relped.tab": "does not name a column id",
    "pedixplorer/sampleped.tab": "the disease is coded 0 and 1 and never 2",
    "quickped/habsburg.ped": (1, 29),
    "quickped/haemophilia.ped": (1, 48),
    "quickped/jicaque.ped": (1, 20),
    "quickped/tutankhamun.ped": (1, 7),
}


@pytest.mark.parametrize("name", REAL)
def test_real_files(shared, name):
    file, expected = shared / "pedigree/real" / name, REAL[name]
    if isinstance(expected, tuple):
        families = read_pedigree(file).families
        assert (len(families), sum(len(family.people) for family in families)) == expected
        return

    with pytest.raises(InputRejected) as error:
        read_pedigree(file)
    assert expected in str(error.value.mistakes[0])


def test_no_real_file_is_left_out_of_the_table(shared):
    """Those called .ped have a table of their own, and so have the folders of other formats."""
    folder = shared / "pedigree/real"
    elsewhere = ("canrisk_bws", "madeline2", "pedigreejs")
    there = {
        path.relative_to(folder).as_posix()
        for path in folder.glob("*/**/*")
        if path.is_file() and path.suffix != ".ped"
    }

    left = [one for one in there - set(REAL) if not one.startswith(elsewhere)]
    assert left == []


def test_a_real_ped_file_is_read_the_same_by_whichever_door(shared):
    for path in sorted((shared / "pedigree/real").glob("*/*.ped")):
        if path.parent.name == "quickped":
            continue
        assert outcome(read_pedigree, path) == outcome(read_ped, path)


def outcome(read, path):
    try:
        return read(path).families
    except InputRejected as error:
        return error.mistakes


def test_a_real_canrisk_file_is_read_the_same_by_whichever_door(shared):
    for path in sorted((shared / "pedigree/real/canrisk_bws").iterdir()):
        assert outcome(read_pedigree, path) == outcome(read_canrisk, path)


def test_every_file_of_madeline_is_refused_with_a_reason(shared):
    for path in sorted((shared / "pedigree/real/madeline2").iterdir()):
        with pytest.raises(InputRejected):
            read_pedigree(path)


def test_the_royal_family_is_read_with_who_is_affected(shared):
    (family,) = read_pedigree(shared / "pedigree/real/quickped/haemophilia.ped").families
    by_id = {person.id: person for person in family.people}

    assert by_id["Maurice"].affected is Affected.YES
    assert by_id["Queen  Victoria"].affected is Affected.NO
