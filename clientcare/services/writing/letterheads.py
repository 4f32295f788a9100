"""Who writes: the letterhead of every letter, from the settings and the owner's pictures."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from clientcare.letters.facts import Letterhead
from clientcare.services import settings
from clientcare.services.writing import artwork

_ARTWORK = {"logo": "logo", "signature": "signature", "letterhead": "underlay"}


def letterhead(session: Session) -> Letterhead:
    """The business as its letters show it."""
    s = settings.load(session)
    art: dict[str, Any] = {_ARTWORK[name]: one.content for name, one in artwork.rows(session).items()}
    return Letterhead(
        name=s.business_name,
        address=s.address,
        phone=s.phone,
        email=s.email,
        website=s.website,
        owner_name=s.owner_name,
        paper=s.paper,
        currency=s.currency,
        locale=s.locale,
        window=s.window,
        **art,
    )
