"""ACMG/AMP criteria: what may be proposed from data, with strength, points and sources."""
