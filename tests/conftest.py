"""What all tests share: the database, the clock, and people with fixed names."""

import gc
import hashlib
import os
import subprocess
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any, TypeVar

import hypothesis
import pytest
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.template.base import Template
from django.test import Client, client
from django.utils import translation
from pytest_django import DjangoDbBlocker

from accounts.again import KEY
from accounts.models import Membership, Organisation, User
from audit import clock
from config import urls
from documents import sandbox
from tests import flushing, ready, remembered

FULL = os.environ.get("WEEGSCHAAL_TESTS") == "full"
# Examples of a property that the full run doesn't ask 10,000 of.
SOME = 300 if FULL else 100
# The journeys that are about the words of a page speak both in the full run.
LANGUAGES = ("nl", "en") if FULL else ("nl",)
Case = TypeVar("Case")
PASSWORD = "correct-paard-batterij-9"

# `make test` says the same twice; the full run looks further each time and prints how to repeat what it found.
_PATIENT = {"deadline": None, "print_blob": True, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("default", max_examples=100, derandomize=True, **_PATIENT)
hypothesis.settings.register_profile("full", max_examples=10_000, **_PATIENT)
hypothesis.settings.load_profile("full" if FULL else "default")


def some(cases: Collection[Case]) -> list[Case]:
    """All in the full run; in `make test` every fifth, the first included."""
    return list(cases)[:: 1 if FULL else 5]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks what the run on PostgreSQL repeats: every test that needs a database but no browser, if the run is full."""
    for item in items:
        if _needs_database(item) and not item.get_closest_marker("journey") and (FULL or _is_about_database(item)):
            item.add_marker("database")


# Thousands of tests and all that they import stay to the end: looking them over again and again, while they are
# collected and afterwards, is a tenth of the tests' time.
gc.disable()


def pytest_collection_finish() -> None:
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _needs_database(item: pytest.Item) -> bool:
    needs = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(needs or item.get_closest_marker("django_db"))


def _is_about_database(item: pytest.Item) -> bool:
    """What `make test` asks of PostgreSQL too: all that services, queries, constraints and races do. Of what is asked
    through pages (`as_user`) what says so (`both_databases`); nothing that says that it is long and about something
    else (`one_database`)."""
    names = set(item.fixturenames)
    if item.get_closest_marker("one_database"):
        return False
    if item.get_closest_marker("both_databases"):
        return True
    marker = item.get_closest_marker("django_db")
    races = "transactional_db" in names or (marker is not None and marker.kwargs.get("transaction"))
    return bool(races) or not names & {"as_user", "client"}


# The database --------------------------------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def _turn() -> Iterator[ExitStack]:
    """Closed once the database stands."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None, _turn: ExitStack) -> bool:
    """Is a migrated database in its place? Django then does what it lacks. The full run begins with none."""
    if FULL:
        return False
    _turn.enter_context(ready.alone())
    return ready.taken(connection.creation._get_test_db_name())


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, django_db_keepdb: bool, _turn: ExitStack
) -> Iterator[None]:
    if not django_db_keepdb and not FULL:
        with django_db_blocker.unblock():
            ready.keep(connection.settings_dict["NAME"])
    _turn.close()
    with flushing.quick_flush():
        yield


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    """The rate limits of logging in are counted there."""
    cache.clear()


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    """A page asked in English leaves its thread in English: the next test would read its sentences so."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _ground(request: pytest.FixtureRequest) -> Iterator[None]:
    """What equal tests begin with is worked out once a worker; in the full run each time."""
    if FULL:
        yield
        return
    with remembered.ground(request):
        yield


@pytest.fixture(autouse=True, scope="session")
def _contexts_of_pages() -> Iterator[None]:
    """The test client copies the context of every template; of ten, eight are a widget's or a field's."""
    store = client.store_rendered_templates

    def store_pages(kept: dict[str, object], signal: object, sender: object, template: Template, **given: Any) -> None:
        if not (template.name or "").startswith(("django/forms/", "bootstrap5/")):
            store(kept, signal, sender, template, **given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", store_pages)
        yield


READ: dict[tuple[str, ...], subprocess.CompletedProcess[bytes]] = {}


@pytest.fixture(autouse=True)
def _read_once(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every file is read by the real child, in its sandbox; in `make test` equal files once for all tests of a worker.
    What is about the child itself (`tests/documents`) starts it each time, and so does everything in the full run."""
    if FULL or request.path.parent.name == "documents":
        yield
        return
    run = sandbox._run

    def run_once(command: list[str], data: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
        key = (*command, hashlib.sha256(data).hexdigest())
        if key not in READ:
            READ[key] = run(command, data, seconds)
        return READ[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "_run", run_once)
        yield


# The clock -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def clock_at() -> Iterator[Callable[[datetime | str], datetime]]:
    """`clock_at("2026-11-23 12:00")`, Dutch time, or a moment with its zone: the clock stands there until the next call
    or the end of the test."""
    with ExitStack() as stack:

        def stand_at(moment: datetime | str) -> datetime:
            stack.close()
            if isinstance(moment, str):
                moment = datetime.fromisoformat(moment).replace(tzinfo=clock.AMSTERDAM)
            stack.enter_context(clock.at(moment))
            return clock.now()

        yield stand_at


# The organisations ---------------------------------------------------------------------------------------------------
@pytest.fixture
def broker(db: None) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.BROKER, name="Bemiddelaar Oost")


@pytest.fixture
def municipality(db: None) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.CLIENT, name="Gemeente Raalte")


@pytest.fixture
def other_municipality(db: None) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.CLIENT, name="Gemeente Westland")


@pytest.fixture
def noord(db: None) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.SUPPLIER, name="Noord Detachering")


@pytest.fixture
def zuid(db: None) -> Organisation:
    return Organisation.objects.create(kind=Organisation.Kind.SUPPLIER, name="Zuid Interim")


# The people ----------------------------------------------------------------------------------------------------------
def person(name: str, organisation: Organisation | None = None, *roles: str, **fields: object) -> User:
    """Someone who logs in as first name at weegschaal.test with PASSWORD."""
    email = f"{name.split()[0].lower()}@weegschaal.test"
    user = User.objects.create_user(email, PASSWORD, name=name, **fields)
    for role in roles:
        Membership.objects.create(user=user, organisation=organisation, role=role)
    return user


@pytest.fixture
def officer(broker: Organisation) -> User:
    return person("Olga Officer", broker, "officer")


@pytest.fixture
def assessor(broker: Organisation) -> User:
    return person("Anton Assessor", broker, "assessor")


@pytest.fixture
def second_assessor(broker: Organisation) -> User:
    return person("Bea Beoordelaar", broker, "assessor")


@pytest.fixture
def reviewer(municipality: Organisation) -> User:
    return person("Rik Reviewer", municipality, "reviewer")


@pytest.fixture
def auditor(broker: Organisation) -> User:
    return person("Ada Auditor", broker, "auditor")


@pytest.fixture
def supplier(noord: Organisation) -> User:
    return person("Nora Noord", noord, "bidder")


@pytest.fixture
def rival(zuid: Organisation) -> User:
    return person("Zeger Zuid", zuid, "bidder")


@pytest.fixture
def outsider(db: None) -> User:
    """Someone with an account and no membership at all."""
    return person("Otto Outsider")


@pytest.fixture
def superuser(db: None) -> User:
    """May enter the admin; a role in no tender."""
    return person("Saar Superuser", is_staff=True, is_superuser=True)


def again(browser: Client) -> Client:
    """The browser of someone who has just logged in again, by the clock as it stands."""
    session = browser.session
    session[KEY] = clock.now().isoformat()
    session.save()
    return browser


@pytest.fixture
def bare_refusals() -> Iterator[None]:
    """For who asks hundreds of addresses that are not there, and reads nothing of the one page that says so."""

    def bare(request: HttpRequest, exception: Exception) -> HttpResponse:
        return HttpResponseNotFound()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(urls, "handler404", bare, raising=False)
        yield


@pytest.fixture
def as_user() -> Callable[[User | None], Client]:
    """`as_user(officer).get(url)`: a browser of one's own, logged in; None is a visitor."""

    def browser(user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return browser
