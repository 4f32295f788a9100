"""Files nobody has seen: what is plain is taken, what could be two things is left to the owner."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from clientcare.incoming import guessing, table
from clientcare.incoming.guessing import Mapping
from clientcare.incoming.people import Contact, Person, person

BAD = Path(__file__).parent.parent / "fixtures" / "incoming" / "bad"


def of(text: str, purpose: str) -> tuple[Mapping, list[dict[str, str]]]:
    found = table.read(text.encode())
    mapping = guessing.guess(found, purpose)
    return mapping, [mapping.values(row) for row in found.rows]


def first(text: str, purpose: str = "clients") -> Person:
    mapping, values = of(text, purpose)
    return person(values[0], mapping.labels)


@pytest.mark.parametrize(
    "text",
    [
        "Kundenname;Straße;PLZ;Ort;E-Mail-Adresse;Handy\nAna Ruiz;Weg 1;50667;Köln;ana@ruiz.example;0170 555010\n",
        "Nom,Prénom,Adresse,Code postal,Ville,Courriel,Portable\nRuiz,Ana,Weg 1,50667,Köln,ana@ruiz.example,0170 555010\n",
        "Nombre;Apellidos;Calle;Código postal;Ciudad;Correo electrónico;Móvil\n"
        "Ana;Ruiz;Weg 1;50667;Köln;ana@ruiz.example;0170 555010\n",
        "Voornaam\tAchternaam\tStraat\tPostcode\tWoonplaats\tE-mailadres\tMobiel\n"
        "Ana\tRuiz\tWeg 1\t50667\tKöln\tana@ruiz.example\t0170 555010\n",
        "Imię,Nazwisko,Ulica,Kod pocztowy,Miasto,Adres e-mail,Komórka\n"
        "Ana,Ruiz,Weg 1,50667,Köln,ana@ruiz.example,0170 555010\n",
        "Name;Vorname;Strasse;Plz;Stadt;Mail;Mobil\nRuiz;Ana;Weg 1;50667;Köln;ana@ruiz.example;0170 555010\n",
        "FIRST_NAME,LAST_NAME,STREET,ZIP,CITY,EMAIL,CELL_PHONE\nAna,Ruiz,Weg 1,50667,Köln,ana@ruiz.example,0170 555010\n",
    ],
)
def test_clients_in_seven_tongues(text: str) -> None:
    ana = first(text)
    assert ana.name == "Ana Ruiz" and [one.value for one in ana.addresses] == ["Weg 1\n50667 Köln"]
    assert [one.value for one in ana.emails] == ["ana@ruiz.example"]
    assert ana.phones == (Contact("0170 555010", "mobile"),)


def test_several_phones_and_addresses_keep_what_they_are() -> None:
    text = (
        "Client,Home phone,Work phone,Email,Work email,Billing street,Billing city,Billing zip,Shipping street,Shipping city\n"
        "Ann Lee,555 0101 22,555 0102 22,a@lee.example,w@lee.example,1 Main St,Salem,97301,9 Far Rd,Bend\n"
    )
    ann = first(text)
    assert ann.phones == (Contact("555 0101 22", "home"), Contact("555 0102 22", "work"))
    assert ann.emails == (Contact("a@lee.example"), Contact("w@lee.example", "work"))
    assert [one.value for one in ann.addresses] == ["1 Main St\n97301 Salem", "9 Far Rd\nBend"]


def test_firms_have_a_person_to_ask_for() -> None:
    firm = first("Company,First name,Last name,Service,Website\nClear Drains,Ola,Berg,Plumbing,drains.example\n", "providers")
    assert (firm.name, firm.person, firm.does, firm.website) == ("Clear Drains", "Ola Berg", "Plumbing", "drains.example")


def test_a_column_that_is_not_what_it_is_called_is_not_taken() -> None:
    mapping, _ = of("Name,Email,Phone\nAnn Lee,yes,often\nBo Lund,no,never\nCy Ray,yes,often\n", "clients")
    assert set(mapping.fields.values()) == {"name"}


def test_without_a_header_only_the_plain_is_taken() -> None:
    _, values = of("ann@lee.example,Ann Lee,+1 415 555 0100\nbo@lund.example,Bo Lund,+1 415 555 0101\n", "clients")
    assert values[1] == {"email": "bo@lund.example", "name": "Bo Lund", "phone": "+1 415 555 0101"}
    mapping, _ = of("ann@lee.example,Ann Lee,Green Gate\nbo@lund.example,Bo Lund,Red Door\n", "clients")
    assert set(mapping.fields.values()) == {"email"}  # two columns could be the name


def test_payments_without_a_header() -> None:
    mapping, values = of("03.02.2026;Ann Lee;1.250,00\n04.02.2026;Bo Lund;99,90\n", "payments")
    paid = [(one["name"], mapping.came_in(one)) for one in values]
    assert paid == [("Ann Lee", Decimal(1250)), ("Bo Lund", Decimal("99.90"))]


def test_of_two_columns_of_sums_neither_is_guessed() -> None:
    mapping, _ = of("Datum,Foo,Bar\n2026-01-02,1.50,2.50\n2026-01-03,1.60,3.50\n", "payments")
    assert "amount" not in mapping.fields.values()


@pytest.mark.parametrize(
    ("days", "order", "unsure"),
    [
        (("25/12/2026", "01/02/2026"), "dmy", False),
        (("12/25/2026", "01/02/2026"), "mdy", False),
        (("03.04.2026", "05.04.2026"), "dmy", False),
        (("01/02/2026", "03/02/2026", "02/03/2026"), "dmy", False),  # in turn only so
        (("01/02/2026", "01/03/2026", "02/01/2026", "03/01/2026"), "mdy", False),
        (("03/04/2026", "05/04/2026", "04/04/2026"), "dmy", True),
        (("2026-04-03", "2026-04-05"), "ymd", False),
        (("05/05/2026", "06/06/2026"), "dmy", False),  # the same either way
    ],
)
def test_day_or_month_first(days: tuple[str, ...], order: str, unsure: bool) -> None:
    lines = "".join(f"{day},Ann Lee,{10 + n}.50\n" for n, day in enumerate(days))
    mapping, _ = of("Date,Client,Amount\n" + lines, "payments")
    assert ("date_order" in mapping.unsure) is unsure
    read = [guessing.parse_date(day, mapping.date_order) for day in days]
    assert read == [guessing.parse_date(day, order) for day in days] and None not in read


def test_a_decimal_sign_that_does_not_show_is_asked() -> None:
    mapping, values = of("Date;Client;Amount\n01.02.2026;Ann;1.250\n", "payments")
    assert "decimal" in mapping.unsure and mapping.came_in(values[0]) == Decimal(1250)
    mapping, values = of("Date;Client;Amount\n01.02.2026;Ann;1.250\n02.02.2026;Ann;12,5\n", "payments")
    assert mapping.unsure == frozenset() and mapping.came_in(values[0]) == Decimal(1250)


def test_numbers_that_are_not_theirs_alone_are_no_references() -> None:
    mapping, _ = of("Date,Client,Amount,Reference\n2026-01-02,Ann,1.50,R1\n2026-01-03,Bo,1.50,R1\n", "payments")
    assert "reference" not in mapping.fields.values()


def test_the_better_of_two_columns_is_taken() -> None:
    text = "Invoice date,Date paid,Client,Total,Amount paid,Balance\n2026-01-02,2026-01-20,Ann Lee,100.00,80.00,20.00\n"
    mapping, (ann,) = of(text, "payments")
    assert guessing.parse_date(ann["date"], mapping.date_order) == date(2026, 1, 20) and mapping.came_in(ann) == Decimal(80)


def test_an_empty_table_maps_by_its_names() -> None:
    mapping, values = of("Name,Email\n", "clients")
    assert mapping.fields == {0: "name", 1: "email"} and values == []


UNSEEN = {
    "Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n"
    "14/03/2026,FPI,11-22-33,12345678,ANN LEE,,250.00,1250.00\n": (Decimal(250), "", "bank"),
    "Buchungstag;Wert;Umsatzart;Begünstigter / Auftraggeber;Verwendungszweck;IBAN;Betrag;Soll;Haben;Währung\n"
    "14.03.2026;14.03.2026;SEPA-Gutschrift;Anke Voß;RE 5;DE00;300,00;;300,00;EUR\n": (Decimal(300), "Anke Voß", "bank"),
    "#Data operacji;#Opis operacji;#Rachunek;#Kategoria;#Kwota;\n"
    '2026-03-14;"PRZELEW JAN NOWAK";"eKonto";"Wpływy";1 300,00 PLN;;\n': (Decimal(1300), "", ""),
    "*ContactName,EmailAddress,*InvoiceNumber,*InvoiceDate,*DueDate,Total,InvoiceAmountPaid,Currency,Status\n"
    "Ann Lee,ann@lee.example,INV-1,14/03/2026,28/03/2026,250.00,240.00,GBP,Paid\n": (Decimal(240), "Ann Lee", ""),
    "Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Created at,Billing Name,Refunded Amount\n"
    "#1001,ann@lee.example,paid,2026-03-14 10:00:00 -0400,USD,16.00,20.00,2026-03-13 09:00:00 -0400,Ann Lee,5.00\n": (
        Decimal(15), "Ann Lee", "",
    ),
    "id,created_at,amount,currency,status,customers.given_name,customers.family_name,customers.email\n"
    "PM1,2026-03-14T10:00:00Z,25.00,GBP,paid_out,Ann,Lee,ann@lee.example\n": (Decimal(25), "Ann Lee", ""),
    "Client,When,How much,For\nAnn Lee,3/14/26,$250.00,portrait\n": (Decimal(250), "Ann Lee", ""),
}  # fmt: skip


@pytest.mark.parametrize("text", UNSEEN)
def test_payments_of_programs_that_are_not_listed(text: str) -> None:
    sum, name, source = UNSEEN[text]
    mapping, (found,) = of(text, "payments")
    assert (mapping.came_in(found), found.get("name", ""), mapping.source) == (sum, name, source)
    assert guessing.parse_date(found["date"], mapping.date_order) == date(2026, 3, 14)


@pytest.mark.parametrize("file", sorted(BAD.glob("*.csv")), ids=lambda file: file.name)
def test_bad_files_are_read_as_far_as_they_go(file: Path) -> None:
    for purpose in ("clients", "providers", "payments"):
        found = table.read(file)
        mapping = guessing.guess(found, purpose)
        for row in found.rows:
            values = mapping.values(row)
            person(values, mapping.labels)
            mapping.came_in(values)
            mapping.left_out(row)


def test_what_the_bad_files_still_say() -> None:
    def names(file: str) -> list[str]:
        found = table.read(BAD / file)
        mapping = guessing.guess(found, "clients")
        return [person(mapping.values(row), mapping.labels).name for row in found.rows]

    assert len(names("never_closed.csv")) == 301 and names("never_closed.csv")[300] == "Client 299"
    assert names("cut_off.csv") == ["Ann Lée", "Bo Lund"]
    assert names("empty_columns.csv") == ["Ann Lee"] and names("right_to_left.csv") == ["ليلى حداد"]
    assert names("odd_ends.csv") == ["Ann", "Bo", "Cy"] and names("nulls.csv") == ["AnnLee", "Bo"]
