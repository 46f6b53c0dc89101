"""What is taken for a year, for an age, for a depth of sequencing, in whichever file it stands."""

YEARS = range(1800, 2201)
"""Of birth and death: an assumption, wide enough for every family that is asked about."""
DEPTHS = range(10_000_001)
"""Reads at one position: an assumption."""
AGES = range(126)
"""Whole years at the beginning of a condition, up to the highest age that CanRisk takes
(CCGE-BOADICEA/bws, settings, MAX_AGE: 125)."""
