"""The page: from a finished letter, or a leaflet, to a PDF on the owner's paper."""
