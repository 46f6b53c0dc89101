"""The standard genetic code: what a change of one base can make of an amino acid."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

_BASES = "TCAG"
# NCBI genetic code table 1, in the order TTT, TTC, TTA, TTG, TCT, ...
_TABLE_1 = "FFLLSSSSYY**CC*WLLLLPPPPHHQQRRRRIIIMTTTTNNKKSSRRVVVVAAAADDEEGGGG"
_CODE = dict(zip(("".join(codon) for codon in product(_BASES, repeat=3)), _TABLE_1, strict=True))

THREE_LETTERS = {
    "A": "Ala",
    "C": "Cys",
    "D": "Asp",
    "E": "Glu",
    "F": "Phe",
    "G": "Gly",
    "H": "His",
    "I": "Ile",
    "K": "Lys",
    "L": "Leu",
    "M": "Met",
    "N": "Asn",
    "P": "Pro",
    "Q": "Gln",
    "R": "Arg",
    "S": "Ser",
    "T": "Thr",
    "V": "Val",
    "W": "Trp",
    "Y": "Tyr",
    "*": "Ter",
}


def amino_acid(protein: str, number: int) -> str:
    """Return the amino acid of that number (1 is the first) in three letters.

    Right behind the last one stands the stop, "Ter"; further on there is nothing, "".
    """
    letters = f"{protein}*"
    return THREE_LETTERS[letters[number - 1]] if 0 < number <= len(letters) else ""


def one_base_changes(residue: str, place: int, ref: str, alt: str) -> tuple[str, ...]:
    """Return the amino acids that `ref` > `alt` can make of `residue` (all in three letters).

    `place` is 0, 1 or 2 within the codon. The codon is not known: every codon of the
    residue that has `ref` there is tried. One answer means the change is settled, none
    that the residue cannot have `ref` at that place.
    """
    codons = [
        codon
        for codon, letter in _CODE.items()
        if THREE_LETTERS[letter] == residue and codon[place] == ref
    ]
    changed = {_CODE[codon[:place] + alt + codon[place + 1 :]] for codon in codons}
    return tuple(sorted(THREE_LETTERS[letter] for letter in changed))


def has_codon(residue: str, bases: Mapping[int, str]) -> bool:
    """Whether some codon of `residue` (in three letters) has these bases at these places."""
    return any(
        THREE_LETTERS[letter] == residue
        and all(codon[place] == base for place, base in bases.items())
        for codon, letter in _CODE.items()
    )


def translated(bases: str) -> str:
    """Return the residues of whole codons in one letter: ``*`` a stop, ``X`` what is not known."""
    return "".join(_CODE.get(bases[at : at + 3], "X") for at in range(0, len(bases) - 2, 3))
