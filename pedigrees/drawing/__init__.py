"""The drawn pedigree: where everyone stands, and with which symbols."""
