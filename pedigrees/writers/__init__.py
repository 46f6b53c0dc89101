"""Writes families in the formats of other programs, and says what each cannot hold."""
