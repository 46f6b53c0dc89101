"""Laboratory values, phenotype, treatment, and the facts that rules are written over."""
