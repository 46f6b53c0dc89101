"""Checks before and after rendering that protect people: what fails them is not written."""
