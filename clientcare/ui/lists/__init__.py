"""Lists of any length: rows read as they are painted, opened one by one, or several chosen at once."""
