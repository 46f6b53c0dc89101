"""Reads the sample columns of one record: genotypes, their reads, and what is odd about them."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, repeat

from genetics.allele_reads import is_to_be_noted, seen_though_not_named
from genetics.genotypes import PLAINLY_REFERENCE, Genotype, copies_of
from genetics.phrases import say
from genetics.readers.cohort_columns import cohort_columns
from genetics.readers.numbers import MOST_DIGITS, Unreliable, shortened, whole_number
from genetics.readers.on_demand import AllBut, Called, Packed, Supports, Texts
from genetics.readers.support import SUPPORT_KEYS, Support, support_in

# By how much two statements of one share may differ, since callers round and correct them: our
# own choice (an assumption).
_SAME_SHARE = 0.1

# VCF 4.5 lets a record state its values for the alleles of one sample alone, under these names.
_LOCAL_READS = "LAD"


@dataclass(frozen=True, slots=True)
class SampleColumns:
    """What the sample columns of one record say.

    `texts` are the genotypes as written. A sample is either named in `plainly_reference` or
    has its genotype in `genotypes`. `contradicted` numbers the samples whose reads show an
    allele that the genotype does not name. `longest` is how long the longest value is, as far
    as that was measured. `are_numbers`: whether no value of anybody can be one that pysam refuses;
    else it must read all of them.
    """

    texts: Sequence[str]
    genotypes: Sequence[Genotype]
    plainly_reference: Sequence[str]
    contradicted: frozenset[int]
    longest: int = 0
    are_numbers: bool = False


@dataclass(frozen=True, slots=True)
class GenotypeReader:
    """Reads the sample columns of one record, whose FORMAT names these keys."""

    keys: list[str]
    alts: int

    def read_cohort(
        self,
        text: str,
        samples: Sequence[tuple[str, int]],
        in_full: Collection[str],
    ) -> SampleColumns | None:
        """Read the same from the text of just these samples' columns, parted by tabs.

        Only those who are not surely plainly reference are looked at one by one, by the rules
        of every other record. None where the text has another number of columns.
        """
        import numpy as np

        cohort = cohort_columns(text, len(samples))
        if cohort is None:
            return None
        if self.keys[0] != "GT":
            numbered = [(sample, number) for number, (sample, _) in enumerate(samples)]
            return self.read_one_by_one(text.split("\t"), numbered, in_full)
        asked = np.array([sample in in_full for sample, _ in samples]) if in_full else None
        apart = cohort.apart(self.keys, self.alts, asked)
        doubtful = cohort.not_surely_read(apart, self.keys, self.alts)
        written: Sequence[str] = tuple(apart.written) if doubtful else ()
        read: dict[int, Genotype] = {}
        alike: dict[str, Genotype] = {}
        plainly: set[int] = set()
        contradicted: set[int] = set()
        for at in doubtful:
            number, column = int(apart.numbers[at]), written[at]
            sample = samples[number][0]
            if self._is_plainly_reference(sample, column.partition(":")[0], column, in_full):
                plainly.add(at)
                continue
            like = alike.get(column)
            alike[column] = read[at] = like.of(sample) if like else self.read(sample, column)
            if self._is_contradicted(read[at]):
                contradicted.add(number)
        common, other = ("0/0", "0|0") if apart.unphased >= apart.phased else ("0|0", "0/0")
        texts = ((apart.rarer, repeat(other)), (apart.numbers, apart.written))
        called = Called(
            samples, apart.numbers, apart.written, self.read, apart.ways_of_genotypes, read
        )
        called = called.without(plainly)
        return SampleColumns(
            Texts(len(samples), common, texts),
            called,
            AllBut(samples, called.numbers),
            frozenset(contradicted),
            cohort.fields.longest if cohort.fields else 0,
            len(self.keys) == 1 or cohort.are_numbers,
        )

    def _is_plainly_reference(
        self, sample: str, text: str, value: str, in_full: Collection[str]
    ) -> bool:
        return text in PLAINLY_REFERENCE and sample not in in_full and self._is_plain(value)

    def read_one_by_one(
        self,
        columns: Sequence[str],
        samples: Sequence[tuple[str, int]],
        in_full: Collection[str],
    ) -> SampleColumns:
        """Return the genotypes that differ from the reference, and the samples that do not.

        `columns` are those of the whole record, `samples` the names and columns to read; a
        genotype of those `in_full` is returned whatever it says. Raises Unreliable.
        """
        texts: list[str] = []
        genotypes: list[Genotype] = []
        plainly_reference: list[str] = []
        contradicted: set[int] = set()
        for number, (sample, column) in enumerate(samples):
            value = columns[column]
            text = value.partition(":")[0]
            if self._is_plainly_reference(sample, text, value, in_full):
                plainly_reference.append(sample)
                texts.append(sys.intern(text))
            else:
                genotypes.append(self.read(sample, value))
                texts.append(sys.intern(genotypes[-1].text))
                if self._is_contradicted(genotypes[-1]):
                    contradicted.add(number)
        return SampleColumns(
            tuple(texts), tuple(genotypes), tuple(plainly_reference), frozenset(contradicted)
        )

    def support(
        self, columns: Sequence[str], samples: Sequence[tuple[str, int]]
    ) -> tuple[Support, ...]:
        """Return how well each genotype is supported."""
        if SUPPORT_KEYS.isdisjoint(self.keys):
            return _nothing_stated(len(samples))
        return tuple(
            support_in(dict(zip(self.keys, columns[column].split(":"), strict=False)))
            for _, column in samples
        )

    def cohort_support(self, text: str, people: int, longest: int) -> Sequence[Support]:
        """Return the same from the text of just their columns, each when it is asked for."""
        if SUPPORT_KEYS.isdisjoint(self.keys):
            return _nothing_stated(people)
        supports = Supports(Packed.of(text), self.keys, people)
        if longest > MOST_DIGITS or not text.isascii():
            tuple(supports)  # a number that cannot be meant is refused at once
        return supports

    def _is_plain(self, value: str) -> bool:
        """Whether a reference genotype has reads, and they show no other allele in number."""
        if self.keys[0] != "GT" or value.count(":") >= len(self.keys) or "CN" in self.keys:
            return False
        if self._value(value, "DP") == "0":
            return False
        return self.alts == 0 or _shows_reference(self._written_depths(value))

    def _is_contradicted(self, genotype: Genotype) -> bool:
        if not genotype.allele_depths:
            return False  # a share that the caller states alone contradicts nothing
        others = (allele for allele in range(1, self.alts + 1) if allele not in genotype.copies)
        return any(
            seen_though_not_named(genotype.reads_of(allele), genotype.text) for allele in others
        )

    def _written_depths(self, value: str) -> str:
        if "AD" in self.keys:
            return self._value(value, "AD")
        return f"{self._value(value, 'RO')},{self._value(value, 'AO')}" if "AO" in self.keys else ""

    def _value(self, column: str, key: str) -> str:
        if key not in self.keys:
            return ""
        values = column.split(":")
        place = self.keys.index(key)
        return values[place] if place < len(values) else ""

    def read(self, sample: str, column: str) -> Genotype:
        """Read one sample column. Raises Unreliable for what is no genotype of this record."""
        if self.keys == ["GT"] and self.alts and ":" not in column:
            return Genotype(sample, column, _copies(sample, column, self.alts))
        values = column.split(":")
        if len(values) > len(self.keys):
            raise Unreliable(f"sample {sample}: {column} has more values than FORMAT has names")
        by_key = dict(zip(self.keys, values, strict=False))
        text = by_key.get("GT")
        copies = _copies(sample, text, self.alts) if text is not None else ()
        shares = _stated_shares(by_key, self.alts)
        depths = _allele_depths(by_key, self.alts)
        return Genotype(
            sample=sample,
            text=text or "",
            copies=_named(copies, self.alts),
            depth=_whole_number(by_key.get("DP", ".")),
            allele_depths=depths,
            filters="" if by_key.get("FT", ".") in {".", "PASS"} else by_key["FT"],
            quality=support_in(by_key).quality,
            phase_set=_stated(by_key.get("PS", ".")),
            stated_shares=shares[0] if len(set(shares)) == 1 or _agree(shares) else (),
            doubts=tuple(_doubts(by_key, self.alts, depths, shares)),
            why_not=_names_none(text or "", copies) if self.alts == 0 else "",
            copy_number=_stated(by_key.get("CN", ".")),
        )


@lru_cache(maxsize=4)
def _nothing_stated(people: int) -> tuple[Support, ...]:
    return (Support(),) * people


# --- the genotype ---


def _copies(sample: str, text: str, alts: int) -> tuple[int | None, ...]:
    copies = copies_of(text)
    if copies is None:
        raise Unreliable(f"sample {sample}: {shortened(text)!r} is not a genotype")
    highest = _highest(copies)
    if highest > alts > 0:
        what = f"the genotype {text} names allele {highest}, the record has {alts}"
        raise Unreliable(f"sample {sample}: {what}")
    return copies


@lru_cache(maxsize=4096)
def _highest(copies: tuple[int | None, ...]) -> int:
    return max((copy for copy in copies if copy is not None), default=0)


def _named(copies: tuple[int | None, ...], alts: int) -> tuple[int | None, ...]:
    """Return the copies; one that names an allele where the record has none is not called."""
    if alts:
        return copies
    return tuple(None if copy else copy for copy in copies)


def _names_none(text: str, copies: tuple[int | None, ...]) -> str:
    highest = _highest(copies)
    if not highest:
        return ""
    return say(
        "the genotype {genotype} names allele {allele}, and the record has none",
        genotype=text,
        allele=highest,
    )


# --- the reads ---


@lru_cache(maxsize=65536)
def _shows_reference(written: str) -> bool:
    """Whether the reads in AD show no other allele in such a number that it is told of."""
    if "," not in written:
        return True
    depths = [_whole_number(depth) or 0 for depth in written.split(",")]
    return not is_to_be_noted(max(depths[1:]), sum(depths))


def _allele_depths(by_key: Mapping[str, str], alts: int) -> tuple[int, ...]:
    """Return the reads of each allele: AD, or freebayes' RO and AO; nothing if incomplete."""
    depths = [_whole_number(depth) for depth in _written_depths(by_key).split(",")]
    known = tuple(depth for depth in depths if depth is not None)
    return known if len(known) == len(depths) == alts + 1 else ()


def _written_depths(by_key: Mapping[str, str]) -> str:
    return by_key.get("AD") or f"{by_key.get('RO', '.')},{by_key.get('AO', '.')}"


def _stated_shares(by_key: Mapping[str, str], alts: int) -> tuple[tuple[float, ...], ...]:
    """Return the shares of the reads that AF and VAF state, each where it is complete."""
    read = (_shares(by_key[key], alts) for key in ("AF", "VAF") if key in by_key)
    return tuple(shares for shares in read if shares) or ((),)


def _shares(written: str, alts: int) -> tuple[float, ...]:
    try:
        shares = tuple(float(share) for share in written.split(","))
    except ValueError:
        return ()
    return shares if len(shares) == alts and all(0 <= share <= 1 for share in shares) else ()


def _agree(statements: Sequence[tuple[float, ...]]) -> bool:
    return all(
        abs(one - other) <= _SAME_SHARE
        for first, second in pairwise(statements)
        for one, other in zip(first, second, strict=True)
    )


def _doubts(
    by_key: Mapping[str, str],
    alts: int,
    depths: tuple[int, ...],
    shares: tuple[tuple[float, ...], ...],
) -> Iterator[str]:
    """Yield which counts of the reads were not used, and which contradict each other."""
    written = by_key.get("AD", ".")
    numbers = written.split(",")
    if not depths and any(number != "." for number in numbers):
        if len(numbers) != alts + 1:
            yield say(
                "AD {written} holds {count} numbers, the record has {alleles} alleles: "
                "it is not used",
                written=written,
                count=len(numbers),
                alleles=alts + 1,
            )
        else:
            yield say("AD {written} is not complete: it is not used", written=written)
    if _stated(by_key.get(_LOCAL_READS, ".")):
        yield say("reads counted by local alleles (LAA, LAD) are not read")
    if len(shares) > 1 and not _agree(shares):
        yield say(
            "AF {first} and VAF {second} state different shares of the reads: neither is used",
            first=by_key["AF"],
            second=by_key["VAF"],
        )
    elif shares[0] and sum(depths):
        counted = tuple(depth / sum(depths) for depth in depths[1:])
        if not _agree((counted, shares[0])):
            yield say(
                "the caller states the share {stated} (AF or VAF), AD shows {counted}: AD is used",
                stated=by_key.get("AF", by_key.get("VAF", "")),
                counted=", ".join(f"{share:.2f}" for share in counted),
            )


def _stated(text: str) -> str:
    return "" if text == "." else text


def _whole_number(text: str) -> int | None:
    return whole_number("depth", text)
