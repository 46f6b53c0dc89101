"""The words and the looks."""
