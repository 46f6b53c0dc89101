"""The chance of each person to carry a variant of the family, exactly."""
