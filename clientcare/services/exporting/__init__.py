"""Lists as files that a spreadsheet opens and that come back unchanged."""
