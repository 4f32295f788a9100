"""Letters: facts and a kind become words, the words a page. No Qt, no SQL, and nothing of the decision.

* Before the letter: `facts`, `kinds`, what a kind `needs` and the `questions` still open, `communication` styles, `languages`.
* Its words: `words` reads the sentences of a language, `typed` and `particulars` what is filled into them (with `phrases`,
  `formats`, `dates`), `own_words` (and what `remains` of a client in them) the owner's; `compose` makes a `letter` of it all.
* The same letter elsewhere: `short`, `plain_text`, `email_draft`; on paper: `paper`, and `scripts` for every alphabet.
* Read back: the `tone` guard, `spelling`, and the `checklist` of what it `holds`.
* Beside the letter: `leaflet` (`talking_points`, `how_we_work`) and `review_reply`; `examples` for the tour.
"""
