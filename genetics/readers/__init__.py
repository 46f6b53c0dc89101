"""The ways in: one file for each, and what they have in common."""
