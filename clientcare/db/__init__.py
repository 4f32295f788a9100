"""SQLite: the file, its schema, its journal of changes; knows neither Qt nor paper."""
