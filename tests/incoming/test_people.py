"""A person put together from what a row or a card says."""

from __future__ import annotations

import pytest

from clientcare.incoming import guessing, table
from clientcare.incoming.people import Contact, person


def test_the_town_stands_as_its_land_has_it() -> None:
    parts = {"street": "Weg 1", "city": "Köln", "postcode": "50667"}
    assert person(parts).addresses[0].value == "Weg 1\n50667 Köln"
    assert person({**parts, "region": "OR", "country": "USA"}).addresses[0].value == "Weg 1\nKöln, OR 50667\nUSA"
    assert person({**parts, "postcode": "HX7 8AB"}).addresses[0].value == "Weg 1\nKöln HX7 8AB"


def test_a_land_alone_is_no_address() -> None:
    assert person({"name": "Ann", "country": "Spain"}).addresses == ()


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ("VIP; garden ;vip", ("VIP", "garden")), ("a, b", ("a", "b")), ("* myContacts ::: VIP", ("VIP",)), ("", ()),
        ("Garden, big;", ("Garden, big",)), ("a;b ::: c :::", ("a;b", "c")), ("one", ("one",)),
    ],
)  # fmt: skip
def test_tags_are_taken_apart(cell: str, tags: tuple[str, ...]) -> None:
    assert person({"tags": cell}).tags == tags


@pytest.mark.parametrize(
    ("word", "code"),
    [("Deutsch", "de"), ("en-GB", "en"), ("ES", "es"), ("español", "es"), ("Klingon", ""), ("", ""), ("Français (FR)", "fr")],
)
def test_languages_by_any_name(word: str, code: str) -> None:
    assert person({"language": word}).language == code


def test_addresses_of_e_mail_out_of_their_brackets() -> None:
    assert person({"email": "Ana Ruiz <ana@ruiz.example>"}).emails == (Contact("ana@ruiz.example"),)
    assert person({"email": "not one", "email2": "Not One"}).emails == (Contact("not one"),)  # kept as it stood, once


def test_labels_of_the_column_or_of_the_row() -> None:
    found = person({"phone": "1", "phone2": "2", "phone2_label": "Boat"}, {"phone": "work", "phone2": "home"})
    assert found.phones == (Contact("1", "work"), Contact("2", "Boat"))


PEOPLE = {
    "氏名,郵便番号,住所,電話番号,備考\n山田太郎,150-0001,東京都1,03-1234-5678,常連\n": ("山田太郎", "03-1234-5678", "常連"),
    "姓名,电话,邮箱,备注\n王小明,13800000000,wang@example.com,好\n": ("王小明", "13800000000", "好"),
    "Имя;Фамилия;Телефон;Заметки\nАнна;Иванова;+7 900 000-00-00;да\n": ("Анна Иванова", "+7 900 000-00-00", "да"),
    "الاسم,الهاتف,ملاحظات\nمحمد علي,+971 50 000 0000,جيد\n": ("محمد علي", "+971 50 000 0000", "جيد"),
    "Όνομα;Επώνυμο;Τηλέφωνο;Σχόλια\nΜαρία;Παππά;210 1234567;ναι\n": ("Μαρία Παππά", "210 1234567", "ναι"),
    "Person - Name,Person - Phone - Work,Note\nAnn Lee,+1 413 555 0100,hot\n": ("Ann Lee", "+1 413 555 0100", "hot"),
    "Nom;Prénom;Portable;Observations\nDURAND;Claire;06 12 34 56 78;ok\n": ("Claire DURAND", "06 12 34 56 78", "ok"),
}


@pytest.mark.parametrize("text", PEOPLE)
def test_lists_in_other_languages(text: str) -> None:
    found = table.read(text.encode())
    mapping = guessing.guess(found, "clients")
    one = person(mapping.values(next(iter(found.rows))), mapping.labels)
    assert (one.name, one.phones[0].value, one.notes) == PEOPLE[text]


def test_a_number_of_a_house_stands_beside_its_street() -> None:
    found = table.read(b"Naam,Straat,Huisnummer,Postcode,Plaats\nJan Vries,Dorpsstraat,1a,1234 AB,Utrecht\n")
    mapping = guessing.guess(found, "clients")
    assert person(mapping.values(next(iter(found.rows)))).addresses[0].value == "Dorpsstraat 1a\n1234 AB Utrecht"
