"""One file a document."""
