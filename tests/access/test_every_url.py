"""Every address × everyone × every phase answers as the access table says, and never with an error of the program."""

import pytest
from django.urls import reverse

from accounts.access import TABLE, URLS, Outcome, is_private
from accounts.access import ask as ask_table
from audit import clock
from tests.access import walk
from tests.access.walk import Address, Persona, World, addresses, make, shortlisted, with_open_tie
from tests.conftest import FULL

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
METHODS = ("get", "post")
DONE = {200, 302, 422}
MOST = "known"  # the phase with most to see
# Acts about no tender: their answers don't depend on its phase.
WITHOUT_TENDER = {
    "site.read", "account.use", "admin.enter", "tender.create", "intake.use", "following.use", "bid.list", "audit.read",
    "profile.list", "profile.create", "profile.read", "profile.use", "profile.edit",
    "company.list", "company.read", "company.edit", "invitation.accept", "people.use", "person.use", "notice.read",
    "statistics.read",
}  # fmt: skip
# Where the table says yes and something else still says no: which answer is right then.
STILL_NO = {
    # address, method, phase (any: "")
    ("tender_edit", "post", "draft"): 409,  # without the stamp of what was seen
    ("tender_person_add", "post", ""): 404,  # no such role
    ("tender_publish_ask", "post", "draft"): 409,  # Raalte asks for no second officer
    ("finding_restore", "post", "draft"): 404,  # no such finding
    ("bid_edit", "get", "published"): 409,  # it is submitted already
    ("bid_step", "get", "published"): 409,
    ("bid_step", "post", "published"): 409,
    ("bid_file_remove", "post", "published"): 409,
    ("bid_discard", "get", "published"): 409,
    ("bid_career", "get", "published"): 409,
    ("bid_career", "post", "published"): 409,
    ("bid_evidence", "get", "published"): 409,
    ("bid_evidence_mark", "get", "published"): 409,
    ("bid_evidence_mark", "post", "published"): 409,
    ("bid_evidence_remove", "post", "published"): 409,
    ("bid_evidence_find", "post", "published"): 409,
    ("bid_cv_page", "get", "published"): 409,
    ("bid_discard", "post", "published"): 409,
    ("question_ask", "get", "published"): 409,  # asking has ended
    ("question_ask", "post", "published"): 409,
    ("question_agree", "post", "published"): 409,  # nobody declined it
    ("amendment_edit", "post", "published"): 409,  # without the stamp of what was seen
    ("amendment_attachment_remove", "post", "published"): 404,  # no attachment of that name
    ("closing_agree", "get", ""): 409,  # nobody asks to move the closing
    ("closing_agree", "post", ""): 409,
    ("bid_withdrawal", "get", ""): 409,  # it was not withdrawn
    ("release", "post", "scored"): 409,  # a tie at the cut is open
    ("bench_document", "get", ""): 404,  # Raalte asks for no document beside the CV
    ("search_mail", "post", ""): 404,  # somebody else's, or none
    ("search_remove", "post", ""): 404,
    ("account_confirm_email", "post", ""): 404,  # no such key
    ("invitation", "post", ""): 409,  # for another address
    ("invitation", "post", "opened"): 422,  # without a password for a new account
}


# The table and the URLconf pair --------------------------------------------------------------------------------------
def test_every_address_has_its_row():
    assert [each.route for each in addresses() if each.row is None] == []


def test_every_row_has_its_address():
    assert set(URLS) - {each.row for each in addresses()} == set()


def test_every_act_is_asked_somewhere():
    assert set(TABLE) - set(URLS.values()) == set()


# The walk ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("phase", walk.PHASES)
@pytest.mark.usefixtures("bare_refusals")
def test_every_address_answers_everyone_as_the_table_says(phase):
    world = make(phase, with_open_tie() if phase == "scored" else shortlisted())
    with clock.at(world.moment):
        odd = [said for address in _of_phase(phase) for said in _oddities(world, address)]
    assert odd == [], "\n".join(odd)


def _of_phase(phase: str) -> list[Address]:
    """What is about no tender is asked once."""
    named = [each for each in addresses() if not each.name.endswith(":") and each.name]
    return [each for each in named if each.act not in WITHOUT_TENDER or phase == "opened"]


def _askers(world: World, address: Address) -> list[Persona]:
    """Everyone; in `make test` all where there is most to see, and elsewhere those to whom the table says something
    else than there, beside the first who may come in."""
    if FULL or world.phase == MOST or address.act in WITHOUT_TENDER:
        return world.people
    told = {each.name: ask_table(address.act, _roles(world, address, each), world.phase) for each in world.people}
    first = next((each.name for each in world.people if told[each.name] is Outcome.YES), "")
    return [
        each
        for each in world.people
        if each.name == first or told[each.name] is not ask_table(address.act, each.roles, MOST)
    ]


def _let_in(world: World, address: Address, askers: list[Persona]) -> list[Persona]:
    """Whoever is refused is so before the method counts: `make test` asks once."""
    outcomes = {each.name: ask_table(address.act, _roles(world, address, each), world.phase) for each in askers}
    return [each for each in askers if outcomes[each.name] is Outcome.YES]


def _oddities(world: World, address: Address) -> list[str]:
    path, askers = world.path(address), _askers(world, address)
    # A method that an address doesn't take is refused before it is known who asks.
    taken = [method for method in METHODS if walk.ask(world.people[0], path, method).status_code != 405]
    odd = [] if taken else [f"{address.name} takes neither GET nor POST"]
    for method in taken:
        for persona in askers if FULL or method == taken[-1] else _let_in(world, address, askers):
            found = _answer(walk.ask(persona, path, method))
            allowed = _allowed(world, address, persona, method)
            if found not in allowed:
                odd.append(f"{address.name} {method} {persona.name} in {world.phase}: {found}, not {allowed}")
    return odd


def _answer(response) -> object:
    if response.status_code == 302 and response.url.startswith(reverse("account_login") + "?"):
        return "login"
    return response.status_code


def _allowed(world: World, address: Address, persona: Persona, method: str) -> set[object]:
    outcome = ask_table(address.act, _roles(world, address, persona), world.phase)
    if persona.user is None and is_private(address.act):
        return {"login"}
    if outcome is Outcome.NO:
        return {404}
    if outcome is Outcome.NOT_NOW:
        return {409}
    if address.act == "admin.enter":
        return {200, 302, 403, 404, 405}  # the admin's own answers, to staff
    if address.name == "account_reauthenticate":
        return DONE | {403}  # for who has no password to give once more
    keys = [(address.name, method, phase) for phase in (world.phase, "")]
    still_no = [STILL_NO[key] for key in keys if key in STILL_NO]
    return {*still_no} or DONE


def _roles(world: World, address: Address, persona: Persona) -> frozenset[str]:
    """In a draft there is no bid that anybody could own."""
    return persona.roles - {"owner"} if world.phase == "draft" else persona.roles
