"""What stands in the bids is planted in every field. Everyone walks every address: who saw which field of whose bid is
exactly what the table of the design says, in every phase."""

import re
from collections.abc import Mapping
from typing import Any

import pypdfium2
import pytest

from accounts import access
from audit import clock
from tenders.models import Answer, AnswerBatch, AskedQuestion, Follow, SavedSearch, Tender
from tests.access import walk
from tests.access.walk import (
    BELOW,
    OUT,
    OWNER,
    RIVAL,
    Address,
    Persona,
    World,
    addresses,
    make,
    session_of,
    shortlisted,
)
from tests.conftest import FULL, person
from tests.factories import an_organisation
from tests.scoring.factories import bid_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
PHASES = ("published", "closed", "opened", "scored", "released", "known")
# `make test` looks when most is hidden and when all is told, the full run in between too. While all is sealed,
# `tests/candidates/test_sealed.py` looks in both.
ASKED = PHASES if FULL else ("scored", "known")
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
BY_LINK = {"notice.read", "invitation.accept"}

WRITTEN = {"name", "available", "remark", "motivation", "cv"}
EVERYTHING = WRITTEN | {"supplier", "reason", "rate"}
SEALED_FOR_EVER = {"email", "career", "evidence", "file name"}  # no page shows these to anyone but the supplier
OWN = WRITTEN | SEALED_FOR_EVER | {"supplier", "rate"}
OPENED = {"name", "supplier"}
RANKED = OPENED | {"rate"}
JUDGED = WRITTEN | {"reason", "career", "evidence"}

# persona: phase: marker: the fields that this person may see. Who isn't here, or not in that phase, sees nothing.
# Why its bid was judged so stands in its letter, and nowhere before.
OF_SUPPLIERS = {
    "owner": {phase: {OWNER: OWN} for phase in PHASES} | {"known": {OWNER: OWN | {"reason"}}},
    "rival": {phase: {RIVAL: OWN} for phase in PHASES} | {"known": {RIVAL: OWN | {"reason"}}},
}
OF_OTHERS: Mapping[str, Mapping[str, Mapping[str, set[str]]]] = {
    "officer": {
        "opened": dict.fromkeys(MARKERS, OPENED),
        "scored": dict.fromkeys((OWNER, RIVAL, BELOW), RANKED) | {OUT: OPENED},
        "released": dict.fromkeys((OWNER, RIVAL), EVERYTHING) | {BELOW: RANKED, OUT: OPENED},
        # All letters, which hold no rate
        "known": dict.fromkeys((OWNER, RIVAL), EVERYTHING) | {BELOW: RANKED | {"reason"}, OUT: OPENED | {"reason"}},
    },
    "assessor": {phase: dict.fromkeys(MARKERS, JUDGED) for phase in ("opened", "scored", "released", "known")},
    "reviewer": {phase: dict.fromkeys((OWNER, RIVAL), EVERYTHING) for phase in ("released", "known")},
    # Their own company, and nothing that it offers.
    "manager": {phase: {OWNER: {"supplier"}} for phase in PHASES},
    # Organisations are in the admin; that they bid is not.
    "superuser": {phase: {marker: {"supplier"} for marker in MARKERS} for phase in PHASES},
}


@pytest.mark.parametrize("phase", ASKED)
def test_everyone_sees_exactly_what_they_may(phase):
    world = make(phase, shortlisted())
    with clock.at(world.moment):
        seen = {persona.name: seen_by(world, persona) for persona in world.people}
    assert seen == {persona.name: expected(persona, phase) for persona in world.people}


def test_a_planted_field_is_found_however_it_is_set():
    text = "<td>Kandidaat\n Appelvink</td> aan de telefoon.</p>\n\n<p>Boomklever <b>€ 40,25</b> per uur"
    assert found_in(text) == {(OWNER, "name"), (RIVAL, "motivation"), (RIVAL, "rate")}


# Who asks and who follows ---------------------------------------------------------------------------------------------
TOLD_WORDS = {
    # what is planted: how it shows
    "asker": "Vera Vraagt",
    "company": "Vraagbaak",
    "text": "Groet van Tureluur",  # left out of the wording that is published
    "secret": "Het geheime plan van Kluut",
    "reason": "Bedrijfsgeheim van Kluut",
    "secret answer": "Alleen voor Kluut",
    "declined": "Geweigerd aan Kluut",
    "wording": "Mag het ook voor een Grutto?",
    "answer": "Ja, ook voor een Grutto.",
    "follower": "Fenna Volgster",
    "search": "Zoek naar Scholekster",
    "amendment": "Bel ons bij de Nachtzwaluw",
    "drafted file": "Rooster van de Nachtzwaluw",
}
PUBLISHED = {"wording", "answer"}
DRAFTED = {"amendment", "drafted file"}  # the officer's until the closing, and then nobody's
OF_THE_OFFICER = {"asker", "company", "text", "secret", "reason", "secret answer"} | PUBLISHED
ALWAYS_TOLD = {
    # One's own name and company stand on one's own pages, and every account and organisation in the admin.
    "asker": {"asker", "company", "text", "wording", "secret", "declined"},
    "follower": {"follower", "search"},
    "superuser": {"asker", "company", "follower"},
}


TOLD = [("published", False), ("published", True), ("closed", True), ("released", True)]


@pytest.mark.parametrize(("phase", "answered"), TOLD if FULL else TOLD[1:2])
def test_who_asks_who_follows_and_what_is_drafted_is_told_to_nobody_else(phase, answered):
    world = make(phase, shortlisted())
    people = [*world.people, with_questions_and_a_follower(world, answered=answered)]
    with clock.at(world.moment):
        seen = {persona.name: words_told(world, persona) for persona in people}
    assert seen == {persona.name: words_for(persona, phase, answered=answered) for persona in people}


def words_for(persona: Persona, phase: str, *, answered: bool) -> set[str]:
    of_the_officer = OF_THE_OFFICER | (DRAFTED if phase == "published" else set())
    told = of_the_officer if persona.name == "officer" else ALWAYS_TOLD.get(persona.name, set())
    if not answered:
        return told
    told = told - {"reason"}  # it stands where the officer answers, and nowhere once that is done
    logged_in_or_not = set() if persona.name == "visitor" else PUBLISHED  # Raalte's answers are for who logged in
    return told | logged_in_or_not | ({"secret answer"} if persona.name == "asker" else set())


def with_questions_and_a_follower(world: World, *, answered: bool) -> Persona:
    """An ordinary question, a confidential one and one that was declined, of the persona "asker"; and who follows."""
    tender, now, words = world.tender, world.moment, TOLD_WORDS
    asker = next(persona.user for persona in world.people if persona.name == "asker")
    state = AskedQuestion.State.ANSWERED if answered else AskedQuestion.State.OPEN
    by = {"tender": tender, "asked_by": asker, "supplier": an_organisation("Vraagbaak", "supplier"), "asked_at": now}
    secret = by | {"text": words["secret"], "reason": words["reason"], "confidential": True}
    asked = [
        AskedQuestion(
            **by, sequence=2, text=f"{words['wording']} {words['text']}", wording=words["wording"],
            reply=words["answer"], state=state,
        ),
        AskedQuestion(**secret, sequence=3, reply=words["secret answer"], state=state),
        AskedQuestion(
            **secret, sequence=4, state=AskedQuestion.State.DECLINED, declined_because=words["declined"]
        ),
    ]  # fmt: skip
    AskedQuestion.objects.bulk_create(asked)
    if answered:
        batch = AnswerBatch.objects.create(tender=tender, sequence=1, published_at=now, published_by=tender.created_by)
        Answer.objects.create(
            batch=batch, asked=asked[0], position=1, question=words["wording"], answer=words["answer"]
        )
        Answer.objects.create(batch=batch, asked=asked[1], question=words["secret"], answer=words["secret answer"])
    user = person("Fenna Volgster")
    Follow.objects.create(tender=tender, user=user, followed_at=now)
    search = SavedSearch.objects.create(
        user=user, name=words["search"], query="region=Overijssel", mail="daily", created_at=now, told_until=now
    )
    world.values |= {"search": search.pk}
    world.asked = [question.pk for question in asked]
    return Persona("follower", user, frozenset({"anyone", "user"}), session_of(user))


def words_told(world: World, persona: Persona) -> set[str]:
    paths = []
    for address in addresses():
        if may_tell(address, persona, world.phase) and address.name and not address.name.endswith(":"):
            for question in world.asked if "question" in address.parameters else [world.values["question"]]:
                world.values |= {"question": question}
                paths.append(world.path(address))
    text = "".join(text_of(walk.ask(persona, path, "get")) for path in dict.fromkeys(paths))
    plain = TAGS_AND_SPACE.sub("", text)
    return {name for name, words in TOLD_WORDS.items() if TAGS_AND_SPACE.sub("", words) in plain}


def expected(persona: Persona, phase: str) -> Seen:
    fields = (OF_SUPPLIERS | OF_OTHERS).get(persona.name, {}).get(phase, {})
    return frozenset((marker, name) for marker, names in fields.items() for name in names)


def seen_by(world: World, persona: Persona) -> Seen:
    asked = [address for address in addresses() if may_tell(address, persona, world.phase)]
    paths = dict.fromkeys(path for address in asked for path in paths_of(world, address))
    return frozenset().union(*(found_in(text_of(walk.ask(persona, path, "get"))) for path in paths))


def may_tell(address: Address, persona: Persona, phase: str) -> bool:
    """Not the pictures of pages, nor pages of the own account, nor where the table says no: `test_every_url` asks these
    all the same, and gets the one page that says that there is nothing. Nor what opens to whoever
    has its link, and to nobody else (`tests/candidates/test_informing.py`, `tests/suppliers/test_colleagues.py`)."""
    roles = persona.roles | ({"owner"} if "bidder" in persona.roles else set())
    elsewhere = address.name.startswith("account_") or address.act in BY_LINK
    about_bids = not address.route.endswith(".png") and not elsewhere
    return about_bids and access.ask(address.act, roles, phase) is not access.Outcome.NO


def paths_of(world: World, address: Address) -> list[str]:
    """One for each bid, where the address is about a bid."""
    if not address.name or address.name.endswith(":"):
        return []
    paths = []
    world.bids = world.bids or of_bids(world.tender)
    for values in world.bids:
        world.values |= values
        paths.append(world.path(address))
    return paths


def of_bids(tender: Tender) -> list[dict[str, Any]]:
    """What stands for each bid in an address."""
    bids = [bid_of(tender, marker) for marker in MARKERS]
    return [{"bid_number": bid.number, "file": walk.cv_of(bid), "letter": walk.letter_of(bid)} for bid in bids]


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
