"""The usual facts of the letter tests as an owner types them in Spanish."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from letter_facts import DANA, HEAD, facts

from clientcare.letters.facts import Facts, Offer, Provider

CABEZA = replace(
    HEAD, name="Reformas Rivera", address="Calle Mayor 14\n28013 Madrid", phone="910 555 014", email="ana@rivera.example",
    paper="a4", currency="EUR", locale="es_ES",
)  # fmt: skip
DANA_ES = replace(DANA, address="Calle del Olmo 8\n28012 Madrid")
OPCIONES = (
    Offer("Volvemos a colocar la entrada en gris mate", "Usted elige antes el tono.", "them", Decimal(90), date(2026, 12, 18)),
    Offer("Se queda con las baldosas, selladas", "Sellamos el suelo cuando prefiera.", "us", Decimal(160), date(2026, 12, 11)),
    Offer("Dos mañanas en enero", "Lo mismo que en A, con las baldosas a nuestro cargo."),
    Offer("El suelo como estaba", "Levantamos las baldosas.", "us", Decimal("820.50"), date(2027, 1, 8)),
)
EMPRESAS = (
    Provider(
        "Piedra y Pizarra", "Suelo radiante", "910 555 019", "hola@piedra.example", "piedra.example", "Jo Slate es mi prima"
    ),
    Provider("Suelos Berg", "Piedra natural", "910 555 013"),
    Provider("Holm e Hijas", email="info@holm.example"),
)
_USUAL: dict[str, Any] = {
    "language": "es",
    "letterhead": CABEZA,
    "recipient": DANA_ES,
    "topic": "Baldosas de la entrada en otro tono",
    "about": "el suelo de su entrada",
    "their_words": "me mintieron con lo del brillo",
    "understood": "La foto de nuestro folleto le hizo esperar un gris mate.",
    "our_part": "nuestro presupuesto nombraba la baldosa solo por su código",
    "changed": "cada presupuesto lleva ahora una foto del acabado",
    "agreed": "el presupuesto nombra una baldosa brillante por su código",
    "request": "que volvamos a colocar el suelo sin coste",
    "reasons": "La baldosa colocada es la que nombra el presupuesto.\nEl tono coincide con la muestra que usted guardó",
    "can_do": "sellamos el suelo sin cobrarle nada",
    "offers": OPCIONES[:3],
    "providers": EMPRESAS,
    "need": "baldosas sobre suelo radiante",
    "give": "volvemos a colocar la entrada en gris mate",
    "work_in_hand": "El baño quedará terminado el 4 de diciembre, como estaba previsto.",
    "notice": "cuatro semanas",
    "standing": "el fabricante ha confirmado el tono y envía las primeras cajas la semana que viene",
    "delay": "la baldosa mate se fabrica por encargo",
    "harm": "tenía invitados y no podía hacerlos pasar por la entrada",
    "cause": "nuestra hoja de pedido no tiene una línea para el acabado, y nadie le preguntó",
    "explained": "el número del presupuesto corresponde a una baldosa en un solo acabado, y ese acabado es brillante",
    "example": "GT-204 es la baldosa brillante del muestrario, y GT-205, a su lado, es la misma en mate",
    "instead": "una alfombra a medida para la entrada, del mismo fabricante",
    "owed_for": "el baño que terminamos el 3 de noviembre",
    "how_to_pay": "por transferencia a la cuenta que figura en la factura",
    "plan": "en dos mitades, una ese día y otra en enero",
    "open_point": "la entrada, que veremos el viernes en su casa",
    "gladly": "responder a todas sus preguntas sobre la entrada y el baño\nenseñarle cada baldosa antes de colocarla",
    "reach_us": "de lunes a viernes de ocho a cinco, en el teléfono de siempre",
    "rhythm": "un correo con todas sus preguntas, que respondo cada viernes",
    "otherwise": "lo que llegue entre medias espera al viernes",
    "settled": "la entrada, colocada de nuevo en gris mate",
    "tie": "Jo Slate es mi prima",
    "done_so_far": "las baldosas viejas están quitadas y el suelo está nivelado",
    "outcome": "el suelo está puesto y calienta bien",
}  # fmt: skip


def hechos(**changes: Any) -> Facts:
    """The usual facts in Spanish, complete for every kind, with these fields changed."""
    return facts(**{**_USUAL, **changes})
