"""Taking a file in: chosen, its columns understood, every row shown with what becomes of it, then all or nothing."""
