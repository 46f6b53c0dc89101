"""Which test tells a family most: a ranking of relatives, and the cascade that follows."""
