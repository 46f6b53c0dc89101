"""A large piece of a VCF looked at by its bytes, beside the same piece split at its tabs."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from genetics.intervals import Interval
from genetics.readers.numbers import MOST_DIGITS, Unreliable
from genetics.readers.reach import reaching
from genetics.readers.records import last_base
from genetics.readers.table import Table

TABS = 9
CONTIGS = ("1", "chr1", "chr3", "chrX", "chr3_GL000221v1", "chr3_GL000222v1", "", "c" * 50)


@st.composite
def record(draw) -> str:
    """Return a line that is most often well-shaped; a long one has its marks far apart."""
    contig = draw(st.sampled_from(CONTIGS))
    digits = draw(st.integers(1, 18))
    pos = draw(
        st.integers(0, 10**digits - 1).map(str) | st.sampled_from(["007", "12345678", "9" * 18])
    )
    columns = [contig, pos, ".", "A" * draw(st.sampled_from([1, 2, 70])), "C", ".", "PASS"]
    columns += ["x" * draw(st.sampled_from([0, 1, 3, 60, 130])), "GT", "0/1"]
    return "\t".join(columns)


def by_hand(text: bytes) -> list[list[bytes]] | None:
    """Return the columns of every line; None where one is not of the shape that is asked for."""
    rows = [line.split(b"\t") for line in text.removesuffix(b"\n").split(b"\n")]
    for row in rows:
        if len(row) != TABS + 1 or row[0][:1] in (b"#", b"\xef"):
            return None
        if not row[1].isdigit() or len(row[1]) > MOST_DIGITS or len(row[0]) + len(row[1]) > 62:
            return None
    return rows


def require_same(text: bytes) -> None:
    rows, table = by_hand(text), Table.of(text, TABS)
    assert (table is None) == (rows is None)
    if table is None or rows is None:
        return
    lines = [b"\t".join(row).rstrip(b"\r") for row in rows]
    assert [table.line(row) for row in range(table.rows)] == lines
    assert [table.contig(row) for row in range(table.rows)] == [row[0] for row in rows]
    assert table.positions.tolist() == [int(row[1]) for row in rows]
    ends = table.columns(0, table.rows).tolist()
    assert [text[before + 1 : end] for row in ends for before, end in pairwise(row)] == [
        column for row in rows for column in row[1:]
    ]
    assert list(table.runs()) == list(runs(rows))


def runs(rows: list[list[bytes]]):
    begin = 0
    for end in range(1, len(rows) + 1):
        if end == len(rows) or rows[end][0] != rows[begin][0]:
            positions = [int(row[1]) for row in rows[begin:end]]
            falls = [at for at, (one, other) in enumerate(pairwise(positions)) if other < one]
            yield begin, end, begin + falls[0] + 1 if falls else None
            begin = end


@settings(max_examples=200, deadline=None)
@given(lines=st.lists(record(), min_size=1, max_size=30))
def test_lines_columns_and_positions_are_those_found_by_splitting(lines) -> None:
    require_same("".join(f"{line}\n" for line in lines).encode())


@settings(max_examples=200, deadline=None)
@given(
    lines=st.lists(record(), min_size=1, max_size=8),
    harm=st.lists(
        st.tuples(st.integers(0), st.sampled_from([b"\t", b"\n", b"", b"#", b"\xef", b"x", b"\r"])),
        min_size=1,
        max_size=3,
    ),
    inserted=st.booleans(),
)
def test_no_damage_to_a_line_is_overlooked(lines, harm, inserted) -> None:
    text = "".join(f"{line}\n" for line in lines).encode()
    for place, sign in harm:
        at = place % len(text)
        text = text[:at] + sign + text[at if inserted else at + 1 :]
    require_same(text if text.endswith(b"\n") else text + b"\n")


WELL = "chr3\t1050\t.\tA\tC\t.\tPASS\tDP=3\tGT\t0/1\n"


@pytest.mark.parametrize(
    "lines",
    [
        (WELL.replace("DP=3", "DP\t3"), WELL.replace("PASS\t", "PASS")),
        (WELL.replace("PASS\t", "PASS"), WELL.replace("DP=3", "DP\t3")),
        (WELL.replace("\t0/1\n", "\n"), "0/1\t" + WELL),
        (WELL[:20], WELL[20:-1] + "\t" * 9 + "\n"),
        ("\n", WELL),
        (WELL, "\n"),
    ],
)
def test_tabs_that_one_line_has_too_many_do_not_make_up_for_those_of_another(lines) -> None:
    assert Table.of("".join(lines).encode(), TABS) is None
    assert Table.of((WELL * 9 + "".join(lines) + WELL * 9).encode(), TABS) is None


STRETCHES = (Interval("3", 1000, 1100), Interval("3", 1300, 1400))
INFOS = (
    *(
        ".",
        "",
        "DP=1",
        "END=1000",
        "END=1000;DP=1",
        "DP=1;END=1000",
        "XEND=1000",
        "END=999",
        "END=",
    ),
    *("END=.", "END=x", "END=1000x;", "END=1000;END=5", "SVLEN=-600", "DP=1;SVLEN=7", "SVLEN=x"),
    *(
        "END=000000000000001000",
        "END=0000000000000001000",
        "END=100000000000",
        "END",
        "END=12345678",
    ),
)


@settings(max_examples=200, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from([1, 400, 500, 998, 999, 1000, 1100, 1101, 1300, 1400, 1401]),
            st.sampled_from(["A", "AC", "A" * 600]),
            st.sampled_from(["C", ".", "<DEL>", "<INS>", "C,<NON_REF>", "N[<ctg1>:5["]),
            st.sampled_from(INFOS),
        ),
        min_size=1,
        max_size=12,
    ),
    sites_only=st.booleans(),
)
def test_no_line_that_reaches_into_a_gene_is_passed_over(rows, sites_only) -> None:
    more = "" if sites_only else "\tGT\t0/1"
    lines = [f"3\t{pos}\t.\t{ref}\t{alt}\t.\t.\t{info}{more}\n" for pos, ref, alt, info in rows]
    table = Table.of("".join(lines).encode(), 7 if sites_only else TABS)
    assert table is not None
    found = reaching(table, 0, table.rows, STRETCHES)
    needed = [at for at, row in enumerate(rows) if reaches(*row)]
    assert set(found) >= set(needed)
    plain = all(len(alt) == 1 or alt.startswith("<") or alt.endswith(">") for _, _, alt, _ in rows)
    plain &= not any(
        info.count("END=") > 1 or "SVLEN" in info or ";END" in info for *_, info in rows
    )
    if plain and all(info not in ("END=", "END=.", "END=1000x;") for *_, info in rows):
        assert found == needed


def reaches(pos: int, ref: str, alt: str, info: str) -> bool:
    """Whether a record touches the stretches by the rule, or cannot be relied on left of them."""
    try:
        last = last_base(pos, ref, alt, info)
    except Unreliable:
        return pos <= STRETCHES[-1].end
    return any(pos <= one.end and one.start <= last for one in STRETCHES)
