"""Lists as files that come back unchanged; and everything there is, as a folder that needs no ClientCare."""
