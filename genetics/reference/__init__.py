"""Where the genes lie on both builds, what their proteins are, and how positions are named."""
