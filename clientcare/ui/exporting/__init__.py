"""Lists saved as files for a spreadsheet."""
