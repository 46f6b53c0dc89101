"""One file a part that several documents share."""
