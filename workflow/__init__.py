"""How a clinic or a lab runs it."""
