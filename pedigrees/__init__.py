"""Who is concerned."""
