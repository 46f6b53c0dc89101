"""The life of a document: what was written, checked, authorised and amended, and by whom."""
