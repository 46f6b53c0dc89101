"""What the people of one file tell about each other: phase, new changes, errors, mix-ups."""
