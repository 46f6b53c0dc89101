"""One file a command: the docstring is its help."""
