"""Stretches of bases: what the arithmetic says is what counting base by base says."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genetics.spans import bases_in, common, joined, within, without

stretches = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)), max_size=12)


def each_base(spans) -> list[int]:
    return [base for start, end in spans for base in range(start, end + 1)]


@pytest.mark.parametrize(
    ("given", "joined_up"),
    [
        ([], ()),
        ([(5, 9)], ((5, 9),)),
        ([(7, 9), (1, 3)], ((1, 3), (7, 9))),
        ([(1, 3), (4, 6)], ((1, 6),)),
        ([(1, 9), (3, 4)], ((1, 9),)),
        ([(1, 3), (5, 6)], ((1, 3), (5, 6))),
        ([(9, 8), (4, 4)], ((4, 4),)),
    ],
)
def test_what_overlaps_or_touches_is_joined(given, joined_up):
    assert joined(given) == joined_up


@given(stretches)
def test_joined_holds_the_same_bases_in_order_and_none_twice(some):
    spans = joined(some)

    assert each_base(spans) == sorted(set(each_base(some)))
    assert all(end + 1 < start for (_, end), (start, _) in pairwise(spans))
    assert bases_in(spans) == len(set(each_base(some)))


@given(stretches, st.integers(0, 70), st.integers(0, 70))
def test_within_keeps_what_lies_in_the_window(some, start, end):
    spans = joined(some)

    assert each_base(within(spans, start, end)) == [
        base for base in each_base(spans) if start <= base <= end
    ]


@given(stretches, stretches)
def test_common_and_without_part_the_bases(some, others):
    spans, taken = joined(some), joined(others)
    here, there = set(each_base(spans)), set(each_base(taken))

    assert each_base(common(spans, taken)) == sorted(here & there)
    assert each_base(without(spans, taken)) == sorted(here - there)
