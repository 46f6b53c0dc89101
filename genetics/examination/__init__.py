"""What a VCF is, and what a scan of it could not say: everything at once."""
