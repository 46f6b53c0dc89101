"""What nobody can see is refused; everything that can be seen is not."""

import unicodedata

import pytest

from genetics.errors import Mistake
from genetics.plain_text import in_plain_sight, invisible_in

CONTROL = ("Cc", "Cs", "Zl", "Zp")


def test_every_control_character_half_character_and_separator_is_refused():
    wanted = [chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) in CONTROL]

    assert len(wanted) == 65 + 2048 + 2
    assert all(invisible_in(one) == f"U+{ord(one):04X}" for one in wanted)


@pytest.mark.parametrize(
    ("text", "in_text", "in_id"),
    [
        ("P\u0085", "U+0085", "U+0085"),
        ("\u202eP", "U+202E", "U+202E"),
        ("P\u2067Q", "U+2067", "U+2067"),
        ("P\u200b", "U+200B", "U+200B"),
        ("\ufeffP", "U+FEFF", "U+FEFF"),
        ("P\uffff", "U+FFFF", "U+FFFF"),
        ("👩\u200d🔬", "", "U+200D"),
        ("می\u200cخواهم", "", "U+200C"),
        ("❤\ufe0f", "", "U+FE0F"),
        ("P\u3164", "", "U+3164"),
        ("👩", "", ""),
        ("שרה", "", ""),
        ("مريم", "", ""),
        ("Zoë Ω 王 I:1", "", ""),
    ],
)
def test_a_text_holds_joiners_and_an_id_holds_what_is_seen(text, in_text, in_id):
    assert (invisible_in(text), invisible_in(text, in_id=True)) == (in_text, in_id)


def test_a_mistake_is_one_line_that_a_terminal_prints_as_it_stands():
    mistake = Mistake('"\x1b[31mP\n\ud800" is wrong', "correct it", "a\tb.ped", 1)

    assert str(mistake) == 'aU+0009b.ped:1: "U+001B[31mPU+000AU+D800" is wrong; correct it'
    assert in_plain_sight("👩\u200d🔬") == "👩\u200d🔬"
    assert in_plain_sight("👩\u200d🔬", in_id=True) == "👩U+200D🔬"
