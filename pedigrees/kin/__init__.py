"""How any two people of a family are related: facts first, then the words for them."""
