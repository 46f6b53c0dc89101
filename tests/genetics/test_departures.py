"""Values are passed over at a glance only where a look at each would find nothing."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from genetics.readers.departures import _in_values, _nothing_wrong

ONE = st.sampled_from(
    ["", ".", "0", "7", "-1", "+3", "1.5", ".5", "5.", "1e5", "nan", "-inf", "٣", "a", "1\n", "10M"]
)


@settings(max_examples=300, deadline=None)
@given(
    key=st.sampled_from(["DP", "AF", "CIGAR", "X"]),
    values=st.lists(ONE, min_size=1, max_size=4),
    number=st.sampled_from(["0", "1", "2", "A", "R", "G", ".", "999999999999"]),
    kind=st.sampled_from(["Integer", "Float", "String", "Character", "Flag", "other"]),
    alleles=st.integers(0, 3),
    ploidy=st.integers(1, 2),
)
def test_nothing_is_passed_over(key, values, number, kind, alleles, ploidy) -> None:
    text = ",".join(values)
    asked = (number, kind, alleles, ploidy)
    if _nothing_wrong(key, *asked)(text):
        assert list(_in_values("X", key, text, *asked)) == []


def test_what_is_right_is_seen_at_a_glance() -> None:
    for text, kind, number in (
        ("7,.", "Integer", "R"),
        ("1.5", "Float", "A"),
        ("a,b", "String", "."),
    ):
        assert _nothing_wrong("X", number, kind, 1, 2)(text)
