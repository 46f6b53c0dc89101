"""The bases of our genes, from the reference of the user, and all that takes them: names."""
