"""What stands in the bids is planted in every field. Everyone walks every address: who saw which field of whose bid is
exactly what the table of the design says, in every phase."""

import re
from collections.abc import Mapping

import pypdfium2
import pytest

from accounts import access
from audit import clock
from tests.access import walk
from tests.access.walk import BELOW, OUT, OWNER, RIVAL, Address, Persona, World, addresses, make, shortlisted
from tests.scoring.factories import bid_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PHASES = ("published", "closed", "opened", "scored", "released")
MARKERS = (OWNER, RIVAL, BELOW, OUT)
RATES = {OWNER: "40,00", RIVAL: "40,25", BELOW: "57,31", OUT: "59,37"}
FIELDS = {
    # field: how it shows, in HTML or in a PDF, whatever the white space and the tags in between
    "name": "Kandidaat {marker}",
    "supplier": "{marker} Detachering",
    "available": "per direct, {marker}",
    "remark": "Gecontroleerd, {marker}",
    "motivation": "aan de telefoon. {marker}",
    "email": "{marker}@kandidaten.example",
    "career": "Werkte bij {marker}",
    "evidence": "Passage van {marker}",
    "file name": "cv {marker}.pdf",
    "cv": "CV {marker} 1",
    "reason": "Blijkt uit het cv van {marker}",
    "rate": "{rate}",
}
TAGS_AND_SPACE = re.compile(r"<[^>]*>|\s+|\\n")  # the last as JSON writes a new line
Seen = frozenset[tuple[str, str]]

WRITTEN = {"name", "available", "remark", "motivation", "cv"}
EVERYTHING = WRITTEN | {"supplier", "reason", "rate"}
SEALED_FOR_EVER = {"email", "career", "evidence", "file name"}  # no page shows these to anyone but the supplier
OWN = WRITTEN | SEALED_FOR_EVER | {"supplier", "rate"}
OPENED = {"name", "supplier"}
RANKED = OPENED | {"rate"}
JUDGED = WRITTEN | {"reason"}

# persona: phase: marker: the fields that this person may see. Who isn't here, or not in that phase, sees nothing.
OF_SUPPLIERS = {
    "owner": {phase: {OWNER: OWN} for phase in PHASES},
    "rival": {phase: {RIVAL: OWN} for phase in PHASES},
}
OF_OTHERS: Mapping[str, Mapping[str, Mapping[str, set[str]]]] = {
    "officer": {
        "opened": dict.fromkeys(MARKERS, OPENED),
        "scored": dict.fromkeys((OWNER, RIVAL, BELOW), RANKED) | {OUT: OPENED},
        "released": dict.fromkeys((OWNER, RIVAL), EVERYTHING) | {BELOW: RANKED, OUT: OPENED},
    },
    "assessor": {phase: dict.fromkeys(MARKERS, JUDGED) for phase in ("opened", "scored", "released")},
    "reviewer": {"released": dict.fromkeys((OWNER, RIVAL), EVERYTHING)},
    # Organisations are in the admin; that they bid is not.
    "superuser": {phase: {marker: {"supplier"} for marker in MARKERS} for phase in PHASES},
}


@pytest.mark.parametrize("phase", PHASES)
def test_everyone_sees_exactly_what_they_may(phase):
    world = make(phase, shortlisted())
    with clock.at(world.moment):
        seen = {persona.name: seen_by(world, persona) for persona in world.people}
    assert seen == {persona.name: expected(persona, phase) for persona in world.people}


def test_a_planted_field_is_found_however_it_is_set():
    text = "<td>Kandidaat\n Appelvink</td> aan de telefoon.</p>\n\n<p>Boomklever <b>€ 40,25</b> per uur"
    assert found_in(text) == {(OWNER, "name"), (RIVAL, "motivation"), (RIVAL, "rate")}


def expected(persona: Persona, phase: str) -> Seen:
    fields = (OF_SUPPLIERS | OF_OTHERS).get(persona.name, {}).get(phase, {})
    return frozenset((marker, name) for marker, names in fields.items() for name in names)


def seen_by(world: World, persona: Persona) -> Seen:
    asked = [address for address in addresses() if may_tell(address, persona, world.phase)]
    paths = dict.fromkeys(path for address in asked for path in paths_of(world, address))
    return frozenset().union(*(found_in(text_of(walk.ask(persona, path, "get"))) for path in paths))


def may_tell(address: Address, persona: Persona, phase: str) -> bool:
    """Not the pictures of pages, nor pages of the own account, nor where the table says no: `test_every_url` asks these
    all the same, and gets the one page that says that there is nothing."""
    roles = persona.roles | ({"owner"} if "bidder" in persona.roles else set())
    about_bids = not address.route.endswith(".png") and not address.name.startswith("account_")
    return about_bids and access.ask(address.act, roles, phase) is not access.Outcome.NO


def paths_of(world: World, address: Address) -> list[str]:
    """One for each bid, where the address is about a bid."""
    if not address.name or address.name.endswith(":"):
        return []
    paths = []
    for marker in MARKERS:
        bid = bid_of(world.tender, marker)
        world.values |= {"bid_number": bid.number, "file": walk.cv_of(bid)}
        paths.append(world.path(address))
    return paths


def text_of(response) -> str:
    kind = response.headers.get("Content-Type", "")
    body = response.whole if response.streaming else response.content
    if kind.startswith("application/pdf"):
        pdf = pypdfium2.PdfDocument(body)
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
        return "\n".join([str(pdf.get_metadata_dict()), *pages])
    return "" if kind.startswith("image/") else f"{response.headers} {body.decode()}"


def found_in(text: str) -> Seen:
    plain = TAGS_AND_SPACE.sub("", text)
    return frozenset(
        (marker, name)
        for marker in MARKERS
        for name, shape in FIELDS.items()
        if TAGS_AND_SPACE.sub("", shape.format(marker=marker, rate=RATES[marker])) in plain
    )
