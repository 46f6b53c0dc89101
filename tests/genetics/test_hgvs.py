"""The same change in many spellings, and different changes that look alike."""

import pytest

from genetics.hgvs import (
    read_coding,
    read_protein,
    same_coding_name,
    same_protein_name,
)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("c.1354C>T", "c.1354C>T"),
        ("NM_000032.5:c.1354C>T", "c.1354C>T"),
        ("ENST00000650242.1:c.1354c>t", "c.1354C>T"),
        (" c.-258C>G ", "c.-258C>G"),
        ("c.*12A>G", "c.*12A>G"),
        ("c.-15-2187T>C", "c.-15-2187T>C"),
        ("c.276+1G>A", "c.276+1G>A"),
        ("c.362delC", "c.362del"),
        ("c.362_362del", "c.362del"),
        ("c.362del1", "c.362del"),
        ("c.1706_1709delAGTG", "c.1706_1709del"),
        ("c.1706_1709del4", "c.1706_1709del"),
        ("c.276+1_276+4del", "c.276+1_276+4del"),
        ("c.409dupG", "c.409dup"),
        ("c.409_411dup", "c.409_411dup"),
        ("c.409_410insAT", "c.409_410insAT"),
        ("c.100_101delAGinsTT", "c.100_101delinsTT"),
        ("c.100_101delinsTT", "c.100_101delinsTT"),
        ("c.100_101AG>TT", "c.100_101delinsTT"),
        ("c.100_101inv", "c.100_101inv"),
    ],
)
def test_a_coding_name_is_written_in_one_way(written, plain):
    assert str(read_coding(written)) == plain


@pytest.mark.parametrize(
    "written",
    ["", "c.", "c.1354", "n.12A>T", "g.55014830G>A", "c.C1406T", "c.100_102[3]", "p.Arg452Cys",
     "c.(100_200)_(300_400)del", "c.1354C>", "c.1354N>T", "NM_000032.5", "c.100=", "c.[1A>T;2C>G]"],
)  # fmt: skip
def test_what_is_no_plain_change_is_not_read_as_a_coding_name(written):
    assert read_coding(written) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("c.362del", "NM_017875.4:c.362delC", True),
        ("c.1354C>T", "c.1406C>T", False),
        ("c.1354C>T", "c.1354C>A", False),
        ("c.362del", "c.362dup", False),
        ("c.362del", "c.363del", False),
        ("c.276+1G>A", "c.276-1G>A", False),
        ("c.-258C>G", "c.258C>G", False),
        ("c.-258C>G", "c.*258C>G", False),
        ("c.409dup", "c.409_410insG", True),
        ("c.409_410insG", "c.409dupG", True),
        ("c.408_409dup", "c.409_410insGA", True),
        ("c.408_409dup", "c.409_410insG", False),
        ("c.409dup", "c.408_409insG", False),
        ("c.100_101del", "c.100_101delinsT", False),
        ("c.100_102[3]", "c.100_102[3]", True),
        ("c.100_102[3]", "c.100_102[4]", False),
    ],
)
def test_two_coding_names(one, other, same):
    assert same_coding_name(one, other) is same
    assert same_coding_name(other, one) is same


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("p.(Arg452Cys)", "p.(Arg452Cys)"),
        ("p.Arg452Cys", "p.(Arg452Cys)"),
        ("NP_000023.2:p.Arg452Cys", "p.(Arg452Cys)"),
        ("NP_000023.2:p.(Arg452Cys)", "p.(Arg452Cys)"),
        ("p.R452C", "p.(Arg452Cys)"),
        ("p.Gln548Ter", "p.(Gln548Ter)"),
        ("p.Gln548*", "p.(Gln548Ter)"),
        ("p.Q548*", "p.(Gln548Ter)"),
        ("p.Q548X", "p.(Gln548Ter)"),
        ("p.Gln548X", "p.(Gln548Ter)"),
        ("p.Phe401=", "p.(Phe401=)"),
        ("p.(Phe401=)", "p.(Phe401=)"),
        ("p.Phe401Phe", "p.(Phe401=)"),
        ("p.F401F", "p.(Phe401=)"),
        ("p.=", "p.(=)"),
        ("p.(=)", "p.(=)"),
        ("p.Ter588=", "p.(Ter588=)"),
        ("p.*588=", "p.(Ter588=)"),
        ("p.Met1?", "p.(Met1?)"),
        ("p.(Met1?)", "p.(Met1?)"),
        ("p.Met1Thr", "p.(Met1?)"),
        ("p.M1V", "p.(Met1?)"),
        ("p.Glu569GlyfsTer24", "p.(Glu569GlyfsTer24)"),
        ("p.Glu569Glyfs*24", "p.(Glu569GlyfsTer24)"),
        ("p.(E569Gfs*24)", "p.(Glu569GlyfsTer24)"),
        ("p.Glu569GlyfsX24", "p.(Glu569GlyfsTer24)"),
        ("p.Glu569fs", "p.(Glu569fs)"),
        ("p.Glu569fs*", "p.(Glu569fs)"),
        ("p.Glu569Glyfs*?", "p.(Glu569Glyfs)"),
        ("p.Glu569fs*24", "p.(Glu569fsTer24)"),
        ("p.Ter305ArgextTer12", "p.(Ter305ArgextTer12)"),
        ("p.*305Argext*12", "p.(Ter305ArgextTer12)"),
        ("p.Ter305Argext*?", "p.(Ter305Argext)"),
        ("p.Met1ext-5", "p.(Met1ext-5)"),
        ("p.Lys100del", "p.(Lys100del)"),
        ("p.Lys100_Val101del", "p.(Lys100_Val101del)"),
        ("p.Lys100_Val101insGlyAla", "p.(Lys100_Val101insGlyAla)"),
        ("p.Lys100dup", "p.(Lys100dup)"),
        ("p.Cys28delinsTrpVal", "p.(Cys28delinsTrpVal)"),
    ],
)
def test_a_protein_name_is_written_in_one_way(written, plain):
    assert str(read_protein(written)) == plain


@pytest.mark.parametrize(
    "written",
    ["", "p.", "p.?", "p.(?)", "Arg452Cys", "p.Arg452", "p.452Cys", "p.Xaa452Cys", "p.0", "p.0?",
     "p.MetLys997ArgGlu", "p.Arg452?", "c.1354C>T", "p.B452C", "p.[Arg452Cys;Arg560His]"],
)  # fmt: skip
def test_what_is_no_plain_change_is_not_read_as_a_protein_name(written):
    assert read_protein(written) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("p.Arg452Cys", "p.(Arg452Cys)", True),
        ("p.Arg452Cys", "p.Arg452His", False),
        ("p.Arg452Cys", "p.Arg453Cys", False),
        ("p.Arg559His", "p.Arg560His", False),
        ("p.Gln548Ter", "p.Gln548*", True),
        ("p.Gln548Ter", "p.Gln548fs", False),
        ("p.Glu569GlyfsTer24", "p.Glu569fs", True),
        ("p.Glu569GlyfsTer24", "p.Glu569fs*24", True),
        ("p.Glu569GlyfsTer24", "p.Glu569Glyfs*?", True),
        ("p.Glu569GlyfsTer24", "p.Glu569GlyfsTer25", False),
        ("p.Glu569GlyfsTer24", "p.Glu569AlafsTer24", False),
        ("p.Glu569fs", "p.Glu570fs", False),
        ("p.Ter305ArgextTer12", "p.Ter305Argext*?", True),
        ("p.Ter305ArgextTer12", "p.Ter305GlyextTer12", False),
        ("p.=", "p.Phe401=", True),
        ("p.=", "p.Phe401Leu", False),
        ("p.?", "p.?", True),
        ("p.?", "p.Arg452Cys", False),
    ],
)
def test_two_protein_names(one, other, same):
    assert same_protein_name(one, other) is same
    assert same_protein_name(other, one) is same
