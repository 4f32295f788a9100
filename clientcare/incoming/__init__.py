"""Files from elsewhere, read with care: tables, address cards, e-mails, pictures. Knows neither Qt nor the database."""
