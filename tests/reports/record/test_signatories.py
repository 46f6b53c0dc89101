"""Names that may stand on a document, and names that are those of one person."""

from __future__ import annotations

import pytest

from genetics.errors import UsageError
from reports.record.signatories import check_listed, is_same, name_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr A", "Dr. A"),
        ("Dr A", "dr  A."),
        ("Dr A", "Dr\u200bA"),
        ("Dr A", "\uff24r A"),
        ("Dr A", "A, Dr"),
        ("Dr A", "Dr A, MD"),
        ("Dr A", "Dr A, M.D., Ph.D."),
        ("Dr A", "A"),
        ("Dr A. B. Example", "Dr AB Example"),
        ("Dr", "DR."),
        ("Anna Müller", "Muller, Anna"),
        ("Pat O'Neill", "Pat O’Neill"),
        ("Prof. A. Smith-Jones", "A Smith Jones"),
        ("A. Example", "A. Example, consultant haematologist"),
        ("A. Example, geneticist", "Dr A. Example, head of the laboratory"),
    ],
)
def test_one_person_written_in_two_ways(one, other):
    assert is_same(one, other)
    assert is_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dr A", "Dr B"),
        ("Dr A. Example", "Dr B. Example"),
        ("Example, A.", "Example, B."),
        ("A. Example, geneticist", "B. Example, geneticist"),
    ],
)
def test_two_people(one, other):
    assert not is_same(one, other)


@pytest.mark.parametrize(
    "name", ["Dr A. Example", "Zoë O’Neill", "王小明", "Анна Иванова", "é" * 100]
)
def test_a_name_that_can_be_printed_is_kept_as_it_is(name):
    assert name_of(f"  {name}\n") == name


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("  ", "nobody is named"),
        ("\x1b[31mX\x07 Example", "signs that cannot be seen or printed"),
        ("Dr\u200bA", "signs that cannot be seen or printed"),
        ("Dr \u202eA", "signs that cannot be seen or printed"),
        ("Dr A\u3164", "signs that cannot be seen or printed"),
        ("Dr A\ue000", "signs that cannot be seen or printed"),
        ("x" * 101, "longer than 100 signs"),
        ("12.3", "has no letter"),
        ("Dr \u0410", "mixes Latin letters with those of a script"),
        ("Dr \u0391nna", "mixes Latin letters with those of a script"),
    ],
)
def test_what_is_no_name_is_refused_in_one_line(name, says):
    with pytest.raises(UsageError, match=says) as raised:
        name_of(name)
    assert str(raised.value).isprintable()


def test_only_the_signatories_of_the_profile_sign_where_it_lists_them():
    listed = ("Dr A. Example, consultant haematologist", "B. Example, genetic counsellor")
    check_listed("A. Example", listed)
    check_listed("Dr B. Example, genetic counsellor", listed)
    check_listed("anybody", ())
    with pytest.raises(UsageError, match="Dr C is not among the signatories of the profile; they"):
        check_listed("Dr C", listed)
