"""Settings, raw texts of forms, and the directory of other firms."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from clientcare.errors import InvalidInput
from clientcare.records import ProviderForm
from clientcare.services import drafts, referrals, settings
from clientcare.services.store import Store
from clientcare.settings import Settings


def test_settings_begin_with_their_defaults_and_keep_what_is_changed(store: Store, folder: Path) -> None:
    assert store.read(settings.load) == Settings()
    changed = {"business_name": "Rivera", "margin": Decimal("0.35"), "savings": Decimal("11400.5"), "currency": "KWD"}
    written = store.write(lambda s: settings.update(s, **changed))
    assert written.changes.touches("Setting")
    store.close()
    again = Store.open(folder)
    assert again.read(settings.load) == Settings(**changed)  # type: ignore[arg-type]
    again.write(lambda s: settings.update(s, savings=None))
    assert again.read(settings.load).savings is None
    again.close()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("margin", Decimal("1.1")),
        ("margin", Decimal("-0.1")),
        ("hour_worth", "35"),
        ("hour_worth", None),
        ("savings", Decimal(-1)),
        ("savings", Decimal("100000000000.00000000000000000001")),
        ("currency", "dollars"),
        ("locale", ""),
        ("paper", "papyrus"),
        ("appearance", "pink"),
        ("email", "ana at rivera"),
        ("business_name", 7),
    ],
)
def test_a_setting_that_cannot_be_names_itself(store: Store, field: str, value: Any) -> None:
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: settings.update(s, phone="1", **{field: value}))
    assert error.value.field == field
    assert store.read(settings.load) == Settings()


def test_the_folder_is_known(store: Store, folder: Path) -> None:
    assert store.read(settings.folder).samefile(folder)


def test_an_unknown_setting_is_our_mistake(store: Store) -> None:
    with pytest.raises(TypeError):
        store.write(lambda s: settings.update(s, colour="pink"))


def test_the_raw_texts_of_a_form_come_back(store: Store) -> None:
    texts = {"amount": "12,", "what": "Hall\n<b>"}
    assert store.read(lambda s: drafts.get(s, "payment", 0)) is None
    store.write(lambda s: drafts.keep(s, "payment", 0, {"amount": "1"}))
    store.write(lambda s: drafts.keep(s, "payment", 0, texts))
    store.write(lambda s: drafts.keep(s, "payment", 7, {}))
    assert store.read(lambda s: drafts.get(s, "payment", 0)) == texts
    store.write(lambda s: drafts.drop(s, "payment", 0))
    assert store.read(lambda s: drafts.get(s, "payment", 0)) is None
    assert store.read(lambda s: drafts.get(s, "payment", 7)) == {}


def test_other_firms_are_kept_in_order(store: Store) -> None:
    zeta = store.write(lambda s: referrals.save(s, ProviderForm(" Zeta ", "slate", tie="my cousin"))).result
    store.write(lambda s: referrals.save(s, ProviderForm("Énergie Plus")))
    assert [(row.name, row.tie) for row in store.read(referrals.rows)] == [("Énergie Plus", ""), ("Zeta", "my cousin")]
    store.write(lambda s: referrals.save(s, ProviderForm("Alpha", id=zeta)))
    assert [row.name for row in store.read(referrals.rows)] == ["Alpha", "Énergie Plus"]
    store.write(lambda s: referrals.delete(s, zeta))
    assert [row.name for row in store.read(referrals.rows)] == ["Énergie Plus"]
    with pytest.raises(InvalidInput) as error:
        store.write(lambda s: referrals.save(s, ProviderForm("")))
    assert error.value.field == "name"
