"""Frequencies of a sites VCF: each spelling read rightly, by allele, and nothing made up."""

from datetime import date

import pytest
from download_helpers import known_places, sites_vcf

from genetics.answers import Answer
from genetics.errors import InputRejected
from genetics.library.loading import load_library
from genetics.library.lookup import frequency_answer
from genetics.library.records import Frequency
from genetics.library.update import update
from genetics.variants import Assembly, Variant

TODAY = date(2026, 11, 25)
G38 = Assembly.GRCH38
BY_ALLELE = {"AC": "A", "AF": "A", "AN": "1"}
HEADER = ["##fileformat=VCFv4.2", "##reference=GRCh38", "##contig=<ID=chrX,length=156040895>"]


def frequency_file(
    folder, *records, fields=("AC", "AF", "AN"), name="sites.vcf", known="AC=1;AN=9"
):
    path = folder / name
    some = known_places(G38, known)
    path.write_text(sites_vcf([*some, *records], HEADER, fields, BY_ALLELE))
    return path


def taken(folder, panel, *paths):
    (stored,) = update(folder / "data", panel, frequencies=paths, today=TODAY)
    return stored


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        (
            "AC=2;AF=0.5;AN=4;fafmax_faf95_max=0.25;fafmax_faf95_max_gen_anc=nfe;nhomalt=0;AC_XY=1",
            Frequency(0.5, 0.25, 2, 4, 0, 1, "nfe", "PASS"),
        ),
        (
            "AC=2;AF=0.5;AN=4;faf95_popmax=0.125;nhomalt=1;AC_XY=0",
            Frequency(0.5, 0.125, 2, 4, 1, 0, "", "PASS"),
        ),
        (
            "AC=2;AF=0.5;AN=4;faf95=0.01;faf95_afr=0.25;faf95_nfe=0.5;nhomalt=1;AC_male=2",
            Frequency(0.5, 0.5, 2, 4, 1, 2, "nfe", "PASS"),
        ),
        ("AC=2;AF=0.5;AN=4;Hom=1;Hemi=1", Frequency(0.5, None, 2, 4, 1, 1, "", "PASS")),
        ("AC=2;AF=0.5;AN=4;Hom=1;AC_Male=1", Frequency(0.5, None, 2, 4, 1, 1, "", "PASS")),
        ("AC=0;AF=0;AN=4", Frequency(0.0, None, 0, 4, filters="PASS")),
        ("AC=1;AN=4", Frequency(0.25, None, 1, 4, filters="PASS")),
        ("AC=0;AF=.;AN=0", Frequency(None, None, 0, 0, filters="PASS")),
        (
            (
                "AC_joint=1;AF_joint=0.25;AN_joint=4;fafmax_faf95_max_joint=0.125;"
                "nhomalt_joint=0;fafmax_faf95_max_gen_anc_joint=eas;AC_joint_XY=1;AF_exomes=0.5"
            ),
            Frequency(0.25, 0.125, 1, 4, 0, 1, "eas", "PASS"),
        ),
    ],
)
def test_each_spelling_is_read(tmp_path, panel, info, expected):
    fields = [entry.partition("=")[0] for entry in info.split(";")]
    record = f"chrX 55009268 . C T . PASS {info}"
    stored = taken(tmp_path, panel, frequency_file(tmp_path, record, fields=fields))
    assert dict(stored.alleles)[Variant(G38, "X", 55009268, "C", "T")] == expected


def test_the_alleles_of_one_record_have_their_own_values(tmp_path, panel):
    record = "chrX 55009268 . C T,G . AC0 AC=1,3;AF=0.25,0.75;AN=4;nhomalt=2"
    path = frequency_file(
        tmp_path, record, fields=("AC", "AF", "AN", "nhomalt"), known="AC=1;AN=9;nhomalt=0"
    )
    stored = taken(tmp_path, panel, path)
    alleles = dict(stored.alleles)
    assert [alleles[Variant(G38, "X", 55009268, "C", alt)] for alt in "TG"] == [
        Frequency(0.25, None, 1, 4, filters="AC0"),
        Frequency(0.75, None, 3, 4, filters="AC0"),
    ]
    told = next(left for left in stored.not_used if "nhomalt" in left.why)
    assert "chrX:55009268" in told.places


def test_a_field_of_people_with_one_x_says_nothing_on_another_chromosome(tmp_path, panel):
    record = "chr3 39383400 . G T . PASS AC=2;AF=0.5;AN=4;AC_XY=2"
    path = frequency_file(tmp_path, record, fields=("AC", "AF", "AN", "AC_XY"))
    alleles = dict(taken(tmp_path, panel, path).alleles)
    assert alleles[Variant(G38, "3", 39383400, "G", "T")].hemizygotes is None


@pytest.mark.parametrize(
    ("info", "why"),
    [("AC=5;AF=0.5;AN=4", "cannot be true"), ("AC=1;AF=7;AN=4", "cannot be true")],
)
def test_impossible_numbers_are_left_out_and_named(tmp_path, panel, info, why):
    path = frequency_file(tmp_path, f"chrX 55009268 . C T . PASS {info}")
    stored = taken(tmp_path, panel, path)
    assert len(stored.alleles) == 4
    assert [left.places for left in stored.not_used if why in left.why] == [("chrX:55009268",)]


def test_an_allele_that_stands_twice_with_different_numbers_has_none(tmp_path, panel):
    records = [f"chrX 55009268 . C T . PASS AC={count};AN=4" for count in (1, 2)]
    stored = taken(tmp_path, panel, frequency_file(tmp_path, *records))
    assert len(stored.alleles) == 4
    assert any("stand twice" in left.why for left in stored.not_used)


def test_files_for_single_chromosomes_make_one_set_and_an_overlap_is_refused(tmp_path, panel):
    path = frequency_file(tmp_path, "chrX 55009268 . C T . PASS AC=1;AN=4")
    text = path.read_text().replace("\t55009268\t.\tC\tT\t", "\t55009268\t.\tC\tG\t")
    other = tmp_path / "other.vcf"
    other.write_text(text)
    with pytest.raises(InputRejected, match="stand in another file too"):
        update(tmp_path / "data", panel, frequencies=[path, other], today=TODAY)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("fields", [("AF_exomes",), ("AC",), ("AF_nfe", "AN")])
def test_a_file_without_a_known_spelling_is_refused(tmp_path, panel, fields):
    with pytest.raises(InputRejected, match="no frequency in a spelling known here"):
        taken(tmp_path, panel, frequency_file(tmp_path, fields=fields))


def test_absence_is_never_a_frequency_of_zero(tmp_path, panel):
    path = frequency_file(tmp_path, "chrX 55009268 . C T . PASS AC=0;AF=0;AN=4")
    taken(tmp_path, panel, path)
    library = load_library(tmp_path / "data", today=TODAY)
    there = frequency_answer(library, Variant(G38, "X", 55009268, "C", "T"))
    absent = frequency_answer(library, Variant(G38, "X", 55009268, "C", "G"))
    other_build = frequency_answer(library, Variant(Assembly.GRCH37, "X", 55009268, "C", "T"))
    not_aligned = frequency_answer(library, Variant(G38, "X", 55009268, "CC", "C"))
    assert (there.answer, there.frequency.count) == (Answer.YES, 0)
    for answer, why in (
        (absent, "not in the file (cannot tell whether the place was read there)"),
        (other_build, "no frequencies on GRCh37 were added"),
        (not_aligned, "not compared (not left-aligned)"),
    ):
        assert (answer.answer, answer.why, answer.frequency) == (Answer.CANNOT_TELL, why, None)
