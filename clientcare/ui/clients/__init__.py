"""One client on screen: the cards of their page."""
