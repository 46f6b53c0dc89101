"""What the laboratory has added itself, dated and checksummed: reference, ClinVar, frequencies."""
