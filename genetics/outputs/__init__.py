"""Writes what a scan found: as JSON, as a table, as an annotated VCF."""
