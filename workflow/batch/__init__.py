"""Many cases in one run: read from a manifest, one folder for each, tables over all of them."""
