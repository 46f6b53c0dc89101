"""Five fictitious families: case files and made VCFs with published alleles."""
