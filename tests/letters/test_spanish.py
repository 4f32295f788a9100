"""The letters in Spanish: what each holds and never holds, usted throughout, no gender guessed, and no contraction missed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from letter_facts import PARTS
from spanish_facts import CABEZA, DANA_ES, EMPRESAS, OPCIONES, hechos

from clientcare.letters import formats
from clientcare.letters.communication import STYLES
from clientcare.letters.compose import compose, missing
from clientcare.letters.facts import Facts, Offer
from clientcare.letters.how_we_work import HowWeWork, how_we_work
from clientcare.letters.kinds import KINDS
from clientcare.letters.letter import Letter
from clientcare.letters.phrases import Starts
from clientcare.letters.plain_text import plain_text
from clientcare.letters.review_reply import review_reply
from clientcare.letters.spelling import misspelt
from clientcare.letters.talking_points import talking_points
from clientcare.letters.tone import review
from clientcare.paths import resource

KEYS = tuple(kind.key for kind in KINDS)
CHANNELS = ("phone", "email", "message", "visit", "letter", "review", "")
FEELINGS = ("frustrated", "let_down", "worried", "embarrassed", "disappointed", "angry", "")
TITLES = ["estimad", "apreciad", "querid", "bienvenid"]
OF_PEOPLE = [  # said of the reader or the writer they would guess a gender
    "encantad", "content", "satisfech", "decepcionad", "enfadad", "enojad", "preocupad", "segur", "agradecid", "interesad",
    "obligad", "atent", "junt", "list", "equivocad", "ofendid", "cansad", "tranquil", "ambos ",
]  # fmt: skip
NEVER = (
    "disculpe las molestias", "lamentamos si", "lamento si", "siento si", "sentimos si", "siente así", "se cometieron",
    "único cliente",
    "le informamos", "le informo", "por medio de la presente", "por la presente", "no dude en", "estimado cliente",
    "a su disposición",
    "molestias", "inconveniente", "política", "legal", "abogado", "tribunal", "como ya le", "ya le dije",
    "usted alega", "según usted",
    "obviamente", "evidentemente", "claramente", "perdóneme", "última oportunidad", "lamentablemente", "desgraciadamente",
    "esperamos que esta carta", "comprensión", "a la mayor brevedad", "sin otro particular", "fiel ", "puntuación",
)  # fmt: skip
INFORMAL = r"\b(?:tú|te|ti|tu|tus|contigo|vosotros|vuestro|vos|dime|dinos|llámame|escríbeme|tienes|puedes|quieres)\b"


def whole(letter: Letter) -> str:
    return f"{letter.subject}\n{plain_text(letter)}"


def many() -> list[tuple[str, Facts]]:
    """Every kind, style and part, one to four offers or firms, ways of telling, feelings, with and without an owner's name."""
    business = replace(CABEZA, owner_name="", phone="")
    mexican = replace(CABEZA, locale="es_MX", currency="MXN")
    sets = []
    for at, (kind, style, part, pair) in enumerate(product(KEYS, ("", *STYLES), PARTS, (0, 2))):
        n = 1 + pair + at // 2 % 2
        changes = {
            "style": style,
            "part": part,
            "channel": CHANNELS[at % 7],
            "feeling": FEELINGS[at // 2 % 7],
            "told_on": (date(2026, 11, 18), date(2026, 11, 20), date(2026, 10, 1), None)[n - 1],
            "about": "el suelo de su entrada" if n % 2 else "",
            "letterhead": (business, mexican, CABEZA)[at % 3],
            "offers": OPCIONES[:n],
            "providers": EMPRESAS[: min(n, 3)],
            "agreed_where": ("quote", "spoken", "", "website")[n - 1],
            "reasons": "¡Un solo motivo!" if n == 1 else "la baldosa es la acordada\n- el tono coincide.\n\n",
            "repaid": Decimal(0) if n == 1 else Decimal("160"),
            "still_owed": Decimal(max(n - 1, kind == "payment_request")),
            "changed": "-" if n == 2 and kind == "thank_you" else "Cada presupuesto lleva ahora una foto.",
            "our_part": "no decir el acabado en el presupuesto" if n == 3 else "Dejamos eso sin aclarar…",
            "understood": "Usted preguntó: ¿por qué brillante?" if n == 4 else "que no esperaba el brillo.",
            "request": ("una rebaja", "Que lo repitamos.", "Repetir el suelo", "")[n - 1],
            "plan": "-" if n == 1 else "en dos mitades",
            "example": "-" if n == 3 else "La escalera se bebió la primera mano.",
            "open_point": "nada" if n == 2 else "la entrada, que veremos el viernes",
            "price": Decimal(0) if n == 1 else Decimal(210),
        }
        sets.append((kind, hechos(**changes)))
    return sets


MANY = [(kind, compose(f, kind)) for kind, f in many()]


def test_no_letter_has_a_placeholder_or_broken_punctuation() -> None:
    for kind, letter in MANY:
        for text in (whole(letter), letter.short):
            assert not re.search(r"[{}\[\]|]|None|Decimal", text), (kind, text)
            assert not re.search(r"  |\s[.,;:?!]|[.,;:?!…]{2}|\.\s*,|,\s*\.|¿\s|¡\s", text), (kind, text)
            assert not re.search(r"[.?!] [a-záéíóú]", text), (kind, text)
            assert text.count("¿") == text.count("?") and text.count("¡") == text.count("!"), (kind, text)


def test_de_and_a_are_contracted_and_no_word_stands_twice() -> None:
    for kind, letter in MANY:
        text = f"{whole(letter)} {letter.short}".lower()
        assert not re.search(r"\b(?:de|a) el\b|\b(\w+) \1\b", text), (kind, text)


def test_usted_throughout_and_no_gender_is_guessed() -> None:
    for kind, letter in MANY:
        text = f"{whole(letter)} {letter.short}".lower()
        assert not re.search(INFORMAL, text), (kind, re.search(INFORMAL, text))
        assert not [word for word in TITLES if word in text], kind
        assert not re.search(rf"\b(?:{'|'.join(OF_PEOPLE)})(?:[oa]s?)?\b", text), (kind, text)
        assert not re.search(r"\w[oa]/[oa]\b|\w@\s|\b\w+xs?\b(?<!piedra)", text.replace("ex", "")), kind


def test_nothing_that_must_never_be_said_is_said() -> None:
    for kind, letter in MANY:
        text = f" {whole(letter)} {letter.short} ".lower()
        assert not [phrase for phrase in NEVER if phrase in text], kind


def test_one_person_writes_in_the_singular_and_a_business_in_the_plural() -> None:
    one = r"\b(?:[Mm]e|mí|[Mm]i|[Mm]is|conmigo|[Ss]iento|[Hh]e|[Qq]uiero|[Hh]ago|[Dd]ígamelo|[Ee]scribiré)\b"
    for kind, letter in MANY:
        text = f"{whole(letter)} {letter.short}".replace("es mi prima", "")
        assert bool(re.search(one, text)) == (letter.sender_name == "Ana Rivera"), (kind, text)


def test_every_short_message_fits_and_ends_whole() -> None:
    for kind, letter in MANY:
        assert 80 < len(letter.short) <= 600, kind
        assert letter.short[-1] in ".!?", kind
        assert letter.short.startswith("Hola, Dana. Le escribe "), kind


def test_every_letter_names_a_day_for_the_next_step() -> None:
    for kind, letter in MANY:
        step = next(p.text for p in letter.passages if p.key in ("next_step", "choose"))
        assert re.search(r"\bd?el (?:lunes|martes|miércoles|jueves|viernes) \d+ de (?:nov|dic)iembre\b", step), (kind, step)
        assert all(" el " in f" {owed}" or "No queda nada" in owed for owed in letter.owed)


def test_no_letter_and_no_polite_one_is_stopped_by_the_tone_guard() -> None:
    for kind, letter in MANY:
        for text in (plain_text(letter), letter.short, letter.subject):
            assert not review(text, "some", language="es"), (kind, text)
    polite = (Path(__file__).parent / "polite" / "es.txt").read_text("utf-8").strip().split("\n\n")
    stopped = [p for p in polite if any(one.level == "stop" for one in review(p, "some", language="es"))]
    assert len(polite) >= 40 and len(stopped) * 20 <= len(polite)


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize("style", STYLES)
def test_a_style_changes_the_letter_and_keeps_what_it_must_hold(kind: str, style: str) -> None:
    usual, styled = (compose(hechos(style=s, still_owed=Decimal(40)), kind) for s in ("", style))
    assert styled.passages != usual.passages
    if style == "direct":
        assert len(plain_text(styled)) < len(plain_text(usual))


HOLDS = {
    "acknowledgement": (
        "por teléfono el miércoles", "Me ocupo yo personalmente", "Tendrá noticias mías a más tardar el jueves 26 de",
    ),
    "holding": (
        "El fabricante ha confirmado", "porque la baldosa mate se fabrica",
        "La nueva fecha es el jueves 26 de noviembre",
    ),
    "apology": (
        "Le pido disculpas", "solo por su código", "Sé lo que significó para usted: tenía invitados",
        "una línea para el acabado",
        "Volvemos a colocar", "para el 8 de diciembre", "no vuelva a pasar, cada presupuesto",
    ),
    "compromise": (
        "tres opciones", "un pago de 90\xa0€", "siguen en pie hasta el viernes 4 de", "hoja de respuesta",
        "otra manera",
    ),
    "goodwill": ("La respuesta es sí, y me alegra", "para el 8 de diciembre", "No queda nada más por pagar"),
    "courteous_no": (
        "Me pidió que volvamos a colocar", "tengo que decir que no", "Volví a leer nuestro presupuesto", "• El tono",
        "algo sí puedo ofrecerle. Sellamos",
        "lo miro otra vez",
    ),
    "referral": (
        "910 555 019", "Para que lo sepa: Jo Slate es mi prima.", "No he dado ningún dato suyo", "baño quedará",
        "160\xa0€",
    ),
    "explanation": (
        "nuestro presupuesto para mirarlo", "El número del presupuesto corresponde", "GT-204",
        "¿Qué queda por aclarar?",
    ),
    "alternative": (
        "usted necesita baldosas", "una alfombra a medida", "Cuesta 210\xa0€", "el 7 de diciembre", "«no, gracias»",
    ),
    "payment_request": (
        "el baño que terminamos", "40\xa0€", "a más tardar el 11 de diciembre", "por transferencia", "en dos mitades",
        "no entra en este importe",
    ),
    "boundary": (
        "• Responder a todas", "de lunes a viernes", "un correo con todas", "espera al viernes",
        "A partir del jueves 26",
    ),
    "farewell": (
        "termine el viernes 18 de diciembre", "cuatro semanas", "baño quedará", "papel", "Gracias por su confianza",
        "vaya muy bien",
    ),
    "reminder": ("El 6 de noviembre le escribí con tres propuestas", "Un no también vale", "hasta el viernes 4 de diciembre"),
    "thank_you": (
        "el 16 de noviembre quedó hecho: la entrada", "Gracias por decir lo que no iba bien",
        "algo ha cambiado aquí. Cada presupuesto",
    ),
    "final_response": (
        "carta del 6 de noviembre", "sigue siendo no, y es definitiva", "• La baldosa", "sigue en pie. Sellamos",
    ),
    "handover": (
        "he atendido, Priya Sharma, necesita algo", "El 17 de noviembre me permitió", "• Teléfono: (413) 555-0171",
        "• Lo que necesita: baldosas sobre", "Por ahora, las baldosas viejas",
        "qué relación tenemos usted y yo: «Jo Slate es mi prima».",
        "¿Me avisa cuando hayan hablado?", "un no también vale",
    ),
    "referral_thanks": (
        "hablé de usted en junio, Priya Sharma, estuvo con usted en muy buenas manos", "El suelo está puesto", "Gracias.",
        "haré lo mismo por usted",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", KEYS)
def test_each_kind_holds_what_it_must(kind: str) -> None:
    text = whole(compose(hechos(still_owed=Decimal(40) if kind == "payment_request" else None), kind))
    assert not [held for held in HOLDS[kind] if held not in text], text
    assert "mintieron" not in text


def test_what_a_kind_must_never_hold() -> None:
    of = {part: {k: whole(compose(hechos(part=part, still_owed=Decimal(40)), k)) for k in KEYS} for part in PARTS}
    assert not re.search(r"responsabilidad|disculp|por su código|arregl", of["mostly"]["acknowledgement"])
    for kind in KEYS:
        assert not re.search(r"mi parte en esto|responsabilidad mía|disculpas|solo por su código", of["none"][kind]), kind
    assert "favor" not in of["mostly"]["goodwill"].replace("por favor", "")
    assert not re.search(r"baldosa|brillo|folleto|presupuesto", of["mostly"]["farewell"])
    assert not re.search(r"640|sin coste|folleto", of["mostly"]["payment_request"])
    assert not re.search(r"oferta|precio|€", of["mostly"]["thank_you"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("la foto le hizo esperar un gris mate", "De sus palabras entendí que la foto le hizo esperar un gris mate."),
        ("La foto le hizo esperar un gris mate.", "De sus palabras entendí que la foto le hizo esperar un gris mate."),
        ("que le prometimos una llamada", "De sus palabras entendí que le prometimos una llamada."),
        ("Entendí que le prometimos una llamada", "De sus palabras entendí que le prometimos una llamada."),
        ("que llegamos tarde y que faltaba una caja", "De sus palabras entendí que llegamos tarde y que faltaba una caja."),
        ("la clienta dice que le quemamos el pelo", "De sus palabras entendí que le quemamos el pelo."),
        ("Faltaron 40 platillos", "De sus palabras entendí que faltaron 40 platillos."),
        ("Por lo que entendí, esperaba el mate.", "De sus palabras entendí que esperaba el mate."),
        ("Llegamos tarde dos días seguidos", "De sus palabras entendí que llegamos tarde dos días seguidos."),
        ("Ramos le dijo otra cosa", "Esto es lo que entendí: Ramos le dijo otra cosa."),
        ("El Corte le mandó otro tono.", "De sus palabras entendí que el Corte le mandó otro tono."),
    ],
)
def test_what_was_understood_reads_well_however_it_is_typed(typed: str, said: str) -> None:
    assert said in compose(hechos(understood=typed), "compromise").passages[0].text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("que lo repitamos", "Me pidió que lo repitamos."),
        ("Quiere que lo repitamos.", "Me pidió que lo repitamos."),
        ("le gustaría una rebaja", "Me pidió una rebaja."),
        ("El dinero de vuelta!", "Me pidió el dinero de vuelta!"),
        ("640 €", "Me pidió 640 €."),
        ("Repetir el suelo", "Esto es lo que me pidió: repetir el suelo."),
        ("", "Me pidió 640\xa0€."),
    ],
)
def test_the_request_is_restated_whatever_its_form(typed: str, said: str) -> None:
    assert said in compose(hechos(request=typed), "courteous_no").passages[0].text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("olvidamos mandarle la foto", "Olvidamos mandarle la foto."),
        ("no avisar a tiempo", "Viéndolo ahora, esto es lo que reconozco: no avisar a tiempo."),
        ("El presupuesto sin foto", "Viéndolo ahora, esto es lo que reconozco: el presupuesto sin foto."),
        ("Faltaba una foto en el presupuesto.", "Faltaba una foto en el presupuesto."),
        ("- llegué tarde dos días\n- no llamé", "Llegué tarde dos días. No llamé."),
    ],
)
def test_our_part_reads_as_owned_however_it_is_typed(typed: str, said: str) -> None:
    assert compose(hechos(our_part=typed, changed=""), "compromise").passages[1].text.endswith(said)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Volvemos a colocar el suelo", "Volvemos a colocar el suelo. Estará"),
        ("le devolvemos el importe", "Le devolvemos el importe. Estará"),
        ("repetiremos la entrada", "Repetiremos la entrada. Estará"),
        ("un suelo nuevo", "Esto es lo que haré: un suelo nuevo. Estará"),
        ("Colocar el suelo otra vez", "Voy a colocar el suelo otra vez. Estará"),
    ],
)
def test_what_is_given_reads_well_however_it_is_typed(typed: str, said: str) -> None:
    assert said in compose(hechos(give=typed), "goodwill").passages[1].text


def test_a_cause_follows_porque_only_as_a_clause() -> None:
    typed = ("porque nos faltó tiempo", "la prisa")
    clause, thing = (compose(hechos(cause=cause), "apology").passages[2].text for cause in typed)
    assert clause.startswith("Ocurrió porque nos faltó tiempo.")
    assert thing.startswith("El motivo es este: la prisa.")


def test_an_answer_that_says_nothing_is_asked_again() -> None:
    hollow = hechos(our_part="Nada.", can_do="nada más")
    assert {"our_part", "can_do"} <= {q.field for q in missing(hollow, "courteous_no")}
    idle = compose(hechos(work_in_hand="No hay nada empezado"), "farewell")
    assert idle.passages[1].text == "No hay ningún trabajo a medias."


@pytest.mark.parametrize("greeting", ["Sra. Okafor", "Estimada Sra. Okafor:", "Hola, Sra. Okafor"])
def test_the_form_of_address_is_the_owners_and_nobody_is_greeted_twice(greeting: str) -> None:
    letter = compose(hechos(recipient=replace(DANA_ES, greeting=greeting)), "farewell")
    assert letter.salutation == "Buenos días, Sra. Okafor:"
    assert letter.sign_off == "Saludos cordiales,"


@pytest.mark.parametrize("locale", ["es_ES", "es_MX", "es_US", "es_CO", "es_AR"])
def test_days_read_inside_a_sentence(locale: str) -> None:
    written = date(2026, 11, 20)
    letter = compose(hechos(letterhead=replace(CABEZA, locale=locale, currency="USD"), told_on=date(2026, 12, 1)), "compromise")
    assert "hasta el viernes 4 de diciembre;" in letter.passages[3].text
    assert formats.named_day(date(2027, 1, 4), written, locale) == "lunes 4 de enero de 2027"
    assert formats.near_day(date(2026, 12, 1), written, locale) == "1 de diciembre"
    assert "el 18 de diciembre." in letter.owed[0]
    by_letter = hechos(letterhead=replace(CABEZA, locale=locale), told_on=date(2026, 10, 1), channel="letter")
    october = compose(by_letter, "goodwill")
    assert october.passages[0].text.startswith("Gracias por su carta del 1 de octubre sobre el suelo de su entrada.")


def test_money_reads_by_the_locale() -> None:
    assert "un pago de 90\xa0€," in compose(hechos(), "compromise").owed[0]
    mexican = hechos(letterhead=replace(CABEZA, locale="es_MX", currency="MXN"))
    assert "un pago de $90," in compose(mexican, "compromise").owed[0]
    assert compose(hechos(letterhead=replace(CABEZA, locale="en_US", currency="USD")), "compromise").locale == "es_US"


def test_four_offers_fit_a_short_message_each_with_what_is_owed() -> None:
    four = compose(hechos(offers=OPCIONES), "compromise").short
    assert all(owed in four for owed in ("un pago de 90", "le devuelvo 160", "le devuelvo 820,50", "nada más por pagar."))
    long = tuple(Offer("extraordinariamente " * 30) for _ in OPCIONES)
    assert len(compose(hechos(offers=long), "compromise").short) <= 600


def test_the_public_reply_is_three_sentences_and_knows_nothing_of_the_case() -> None:
    for part in PARTS:
        reply = review_reply(hechos(part=part))
        assert len(re.findall(r"[.!?](?= [A-Z]|$)", reply)) == 3
        assert "910 555 014" in reply
        assert not re.search(r"Dana|Okafor|suelo|baldosa|cliente|160", reply)
        assert not review(reply, part, language="es")


@pytest.mark.parametrize("kind", KEYS)
def test_the_talking_points_are_in_spanish_and_whole(kind: str) -> None:
    for style, own in product(("", *STYLES), ("", "direct", "steady")):
        page = talking_points(hechos(style=style, still_owed=Decimal(40)), kind, own)
        text = page.plain_text()
        assert page.title == "Para la llamada con Dana"
        assert not re.search(r"[{}\[\]|]|None|  |\s[.,;:?!]", text), text
        assert not re.search(r"\b(?:the|you|your|and|with)\b|\b(?:de|a) el\b", text), text
        assert not re.search(INFORMAL, text), text


def test_how_we_work_is_in_spanish() -> None:
    page = how_we_work(CABEZA, HowWeWork(scope="Colocar\nLimpiar", complaints="Llame a Ana."), "es")
    assert page.title == "Cómo trabajamos"
    assert [section.heading for section in page.sections] == ["Qué está incluido y qué va aparte", "Si algo no va bien"]
    assert page.opening.startswith("Reformas Rivera le da la bienvenida.")


def test_every_word_of_ours_is_known_to_the_spelling() -> None:
    known = (CABEZA.name, CABEZA.owner_name, DANA_ES.name, *(f"{firm.name} {firm.tie}" for firm in EMPRESAS))
    texts = {text for _, letter in MANY for text in (*(p.text for p in letter.passages), letter.short, *letter.owed)}
    assert not {text[a:b] for text in texts for a, b in misspelt(text, "es", "es_ES", known)}
    assert list(misspelt("hablarlo conocerle hablralo", "es", "es_MX")) == [(19, 27)]


@pytest.mark.parametrize(
    ("kind", "passage", "changes", "said"),
    [
        ("payment_request", "due", {"how_to_pay": "por bizum"}, "Puede pagarlo por bizum."),
        ("payment_request", "due", {"how_to_pay": "bizum o efectivo"}, "Puede pagarlo así: bizum o efectivo."),
        ("payment_request", "plan", {"plan": "en dos pagos"}, "también puede pagarlo en dos pagos."),
        ("payment_request", "open_point", {"open_point": "la mesa: decide el perito"}, "importe. La mesa: decide el perito."),
        ("boundary", "reach_us", {"reach_us": "de lunes a viernes"}, "Puede localizarme de lunes a viernes."),
        ("boundary", "gladly", {"gladly": "enseñarle el plano"}, "Cuente conmigo para enseñarle el plano."),
        ("boundary", "gladly", {"gladly": "Enseñarle el plano cada viernes."}, "Cuente conmigo para enseñarle el plano"),
        ("boundary", "rhythm", {"rhythm": "un mensaje con cómo va el gato"}, "lo que mejor funciona: un mensaje con cómo va"),
        ("courteous_no", "can_do", {"can_do": "reparar la pata"}, "lo que sí puedo es reparar la pata."),
        ("courteous_no", "can_do", {"can_do": "no le cobro los frenos"}, "puedo ofrecerle. No le cobro los frenos."),
        ("courteous_no", "reasons", {"reasons": "porque el tono es el acordado"}, "El motivo es que el tono es el acordado."),
        ("holding", "delay", {"delay": "el perito está de baja"}, "le dije, porque el perito está de baja."),
        ("holding", "delay", {"delay": "una pieza que viene de lejos"}, "el motivo es este: una pieza que viene de lejos."),
        ("courteous_no", "can_do", {"can_do": "Cambiar la llave sin coste."}, "sí puedo es cambiar la llave"),
        ("payment_request", "open_point", {"open_point": "si la mancha es de antes"}, "importe: si la mancha es de antes."),
        ("apology", "fix", {"give": "pinto la mancha del portal"}, "Pinto la mancha del portal. Estará hecho"),
        ("apology", "cause", {"cause": "calculé mal el tiempo"}, "Ocurrió porque calculé mal el tiempo."),
        ("apology", "fix", {"give": "reparar la mesa"}, "Voy a reparar la mesa."),
        ("apology", "cause", {"cause": "porque la chica era nueva"}, "Ocurrió porque la chica era nueva."),
        ("apology", "changed", {"changed": "a partir de ahora llamamos antes"}, "pasar, a partir de ahora llamamos antes."),
        ("apology", "sorry", {"our_part": "no hicimos la prueba"}, "No hicimos la prueba."),
        ("explanation", "example", {"example": "del baile hice 210 y quedaron 40"}, "ejemplo, del baile hice 210 y"),
        ("thank_you", "settled", {"settled": "pagué la mitad del arreglo"}, "mitad del arreglo. Está hecho desde el 16"),
    ],
)
def test_what_is_typed_goes_on_without_a_colon(kind: str, passage: str, changes: dict[str, str], said: str) -> None:
    letter = compose(hechos(still_owed=Decimal(40), **changes), kind)
    assert said in next(one.text for one in letter.passages if one.key == passage)


def test_what_goes_back_is_said_once_and_never_as_more() -> None:
    assert "Además" not in compose(hechos(), "apology").passages[3].text


def test_a_request_for_payment_with_nothing_open_names_nothing_open() -> None:
    letter = compose(hechos(open_point="nada", still_owed=Decimal(40)), "payment_request")
    assert letter.subject.endswith("lo que queda por pagar")
    assert not re.search("duda|aparte|sigue abierto|estamos de acuerdo", f"{plain_text(letter)} {letter.short}")


def test_a_short_request_for_payment_confirms_nothing_before_it_is_due() -> None:
    late = compose(hechos(still_owed=Decimal(40), still_owed_by=date(2027, 1, 5)), "payment_request")
    assert "ha llegado" not in late.short


@pytest.mark.parametrize("channel", ["email", "message", "letter", "review", ""])
def test_nobody_is_thanked_for_a_talk_that_was_written(channel: str) -> None:
    for kind in KEYS:
        letter = compose(hechos(channel=channel, part="none", still_owed=Decimal(40)), kind)
        text = " ".join(p.text for p in letter.passages if p.key in ("understood", "received"))
        assert not re.search(r"\b(?:hablamos|hablar conmigo)\b", f"{text} {letter.short}"), (kind, text)


def test_both_languages_have_the_same_words_where_the_code_reads_them() -> None:
    english, spanish = (
        tomllib.loads(resource("letters", language, "common.toml").read_text("utf-8")) for language in ("en", "es")
    )
    for table in ("labels", "reach", "ways", "told", "answered", "where", "owed", "owed_short"):
        assert english[table].keys() == spanish[table].keys(), table
    for name in ("numbers", "this", "for", "salutation", "sign_off", "sender_in_full", "subjects", "small", "nothing"):
        assert type(english[name]) is type(spanish[name]), name
    assert english["openings"].keys() <= spanish["openings"].keys()


@pytest.mark.parametrize("name", [*KEYS, "talking_points", "how_we_work", "review_reply"])
def test_both_languages_have_the_same_passages(name: str) -> None:
    english, spanish = (
        [tomllib.loads(resource("letters", language, f"{one}.toml").read_text("utf-8")) for one in (name, "common")]
        for language in ("en", "es")
    )
    wanted = {part.key for part in next((kind.passages for kind in KINDS if kind.key == name), ())}
    for own, common in (english, spanish):
        assert wanted <= {*own["passages"], *common["passages"]}
    if not wanted:
        for table in ("passages", "headings", "marks"):
            assert english[0].get(table, {}).keys() == spanish[0].get(table, {}).keys(), table


OWN = Path(__file__).parent / "own_sentences"


def own_sentences(name: str) -> list[str]:
    return [line for line in (OWN / f"{name}.txt").read_text("utf-8").splitlines() if line and not line.startswith("#")]


def test_sentences_written_in_anger_are_found_and_those_that_look_like_them_are_not() -> None:
    harsh, polite = (
        {text: {one.level for one in review(text, "some", language="es")} - {"note"} for text in own_sentences(name)}
        for name in ("es_harsh", "es_polite")
    )
    assert len(harsh) >= 100 and len(polite) >= 100
    assert len([text for text, levels in harsh.items() if levels]) >= 0.95 * len(harsh)
    assert len([text for text, levels in polite.items() if levels]) <= 0.02 * len(polite)
    assert not [text for text, levels in polite.items() if "stop" in levels]


def test_beginnings_may_be_given_by_their_endings() -> None:
    starts = Starts(("yo", "*amos", "*imos"))
    assert all(word in starts for word in ("yo", "llegamos", "repetimos"))
    assert not any(word in starts for word in ("ramos", "amos", "*amos", "ya", ""))
