"""One file a way in: indexed, streamed, headers."""
