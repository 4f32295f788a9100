"""What the columns of a list of clients or firms are."""

from __future__ import annotations

from collections.abc import Sequence

from clientcare.incoming import contents, headings, layouts, values
from clientcare.incoming.mapping import Mapping
from clientcare.incoming.people import MOST, PARTS, numbered
from clientcare.incoming.table import Table

ONCE_MORE = ("email", "phone")  # what there may be several columns of
_NAMES = {"name", "first_name", "last_name", "company"}
_IN_PARTS = {"first_name", "last_name", "notes", "tags", "does"}  # several columns may make up one of these


def guess(table: Table, columns: list[list[str]], purpose: str) -> Mapping:
    """`columns`: what stands in each, without blanks; `purpose` clients or providers."""
    fields: dict[int, str] = {}
    labels: dict[str, str] = {}
    places: list[tuple[int, str]] = []  # the addresses, by number and use, as they come
    for index, name in enumerate(table.header):
        found = headings.of_person(name)
        if found is None or not contents.bears_out(found[0], columns[index]):
            continue
        key, number, use = found
        if key.removesuffix("_label") in ("address", *PARTS):
            _add_place(fields, labels, places, index, found)
        elif key in ONCE_MORE:
            if free := _free(key, fields):
                fields[index] = free
                labels |= {free: use} if use in ("work", "home", "mobile") else {}
        elif key.endswith("_label"):
            fields[index] = _at(key, number)
        elif key in _IN_PARTS or key not in fields.values():
            fields[index] = key
    _drop_repeats(fields)
    _name_of_figures(fields, columns, table.header)
    _which_name(fields, columns)
    _by_contents(fields, columns, table.header)
    layout = layouts.find(table.header, purpose)
    fields = _of_firms(fields) if purpose == "providers" else fields
    return Mapping(fields, layout=layout.name if layout else "", labels=labels)


def _add_place(
    fields: dict[int, str], labels: dict[str, str], places: list[tuple[int, str]], index: int, found: tuple[str, int, str]
) -> None:
    """A part of an address: of the first, or of another one where a number or a use tells it apart."""
    key, number, use = found
    place = (0, use) if use else (number or 1, "")
    if place not in places:
        places.append(place)
    which = places.index(place) + 1
    fields[index] = _at(key, which)
    labels |= {numbered("address", which): use} if use else {}


def _at(key: str, number: int) -> str:
    base, label, _ = key.partition("_label")
    return numbered(base, number) + label


def _free(key: str, fields: dict[int, str]) -> str:
    """The next of what there may be several of; "" where there are as many already as anybody has."""
    taken = set(fields.values())
    return next((name for name in (numbered(key, number) for number in range(1, MOST + 1)) if name not in taken), "")


def _drop_repeats(fields: dict[int, str]) -> None:
    """An address that is there in parts is not taken a second time in one piece; "Address" beside a town is the street."""
    parts = set(fields.values())
    for index, key in list(fields.items()):
        if not key.startswith("address") or key.endswith("_label"):
            continue
        if key.replace("address", "street") in parts:
            del fields[index]
        elif parts & {key.replace("address", part) for part in ("city", "postcode")}:
            fields[index] = key.replace("address", "street")


def _name_of_figures(fields: dict[int, str], columns: list[list[str]], header: Sequence[str]) -> None:
    """Somebody may be called "0049", or "24/7": where no other column can be the name, the one that says so is."""
    if not _NAMES & set(fields.values()):
        named = [index for index, name in enumerate(header) if (headings.of_person(name) or ("",))[0] == "name"]
        fields |= {index: "name" for index in named[:1] if columns[index]}


def _which_name(fields: dict[int, str], columns: list[list[str]]) -> None:
    """Beside a first name, "Name" is often the last one; and a last name alone ("Nom") is the whole."""
    keys = {key: index for index, key in fields.items()}
    if "first_name" in keys and "last_name" not in keys and "name" in keys:
        if contents.share(columns[keys["name"]], lambda text: " " in text) < 0.5:
            fields[keys["name"]] = "last_name"
    elif "last_name" in keys and not {"first_name", "name"} & keys.keys():
        fields[keys["last_name"]] = "name"


def _by_contents(fields: dict[int, str], columns: list[list[str]], header: Sequence[str]) -> None:
    """What columns without a telling name hold, where all that stands in one is of one kind."""
    for index, cells in enumerate(columns):
        if index in fields or not cells or headings.known(header[index]):
            continue
        key = ""
        if contents.share(cells, values.is_email) >= contents.SURE:
            key = _free("email", fields)
        elif not header[index] and contents.share(cells, values.is_phone) >= contents.SURE:
            key = _free("phone", fields)
        fields |= {index: key} if key else {}
    if not any(header) and not _NAMES & set(fields.values()):
        free = [index for index in range(len(columns)) if index not in fields]
        if (name := contents.only_one(columns, free, contents.is_name)) is not None:
            fields[name] = "name"


def _of_firms(fields: dict[int, str]) -> dict[int, str]:
    """In a list of firms the company is the name, and a person's name is whom to ask for."""
    if "company" not in fields.values():
        return fields
    person = "" if "person" in fields.values() else "person"
    renamed = {"company": "name", **dict.fromkeys(("name", "first_name", "last_name"), person)}
    return {index: new for index, key in fields.items() if (new := renamed.get(key, key))}
