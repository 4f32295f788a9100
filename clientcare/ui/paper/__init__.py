"""A letter on its way from words to paper: composed, drawn, saved, printed, e-mailed."""
