"""One file a way in: our case file, PED."""
