"""The reasoning: what a dispute is worth, the ways out of it, and which is wise. Pure: no window, no database."""
