"""One file a gene: what is known of it, each statement with its source."""
