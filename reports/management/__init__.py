"""What follows for treatment and follow-up: rules as data and their evaluation."""
