"""Today, and what the owner wants to be reminded of: cards, when later, notices, the calendar file."""
