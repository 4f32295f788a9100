"""ClientCare: from an upset client to a decision the owner can explain and a courteous letter."""

__version__ = "0.1.0"
