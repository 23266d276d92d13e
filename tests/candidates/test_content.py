"""What is inside a bid comes back from its text as it was, also from the text of an earlier format."""

import json
from dataclasses import replace
from hashlib import sha256

import pytest

from candidates import vault
from candidates.content import Draft, Envelope, Job, Passage, same_name
from candidates.services import save_draft
from tests.candidates.factories import IN_TIME, a_draft, a_submitted_bid, answers_for, bidder_of
from tests.factories import published_raalte

JOB = Job(
    begins="2021-03", ends="2024-02-15", employer="Gemeente Deventer", organisation="gemeente", role="KCC-medewerker",
    hours_per_week="28", tags=("KCC", "burgerzaken"), cv_page=2,
)  # fmt: skip
PASSAGE = Passage(
    kind="criterion", number=7, page=1, text="drie jaar bij een KCC", box=(72.0, 120.5, 310.25, 132.0), level="b"
)


@pytest.fixture
def raalte(db):
    return published_raalte()


@pytest.fixture
def bid(raalte, noord):
    return a_draft(raalte, noord)


def test_career_and_evidence_are_sealed_with_the_bid(raalte, noord):
    bid = a_submitted_bid(raalte, noord, career=(JOB,), evidence=(PASSAGE,), candidate_email="sanne@voorbeeld.test")
    envelope = vault.read_version(bid.versions.get(), by=bidder_of(noord))
    assert (envelope.career, envelope.evidence) == ((JOB,), (PASSAGE,))
    assert envelope.candidate_email == "sanne@voorbeeld.test"
    assert Envelope.read(envelope.text) == envelope


def test_a_draft_keeps_its_career_and_evidence(bid, raalte, noord):
    answers = answers_for(raalte, career=(JOB, replace(JOB, still=True, ends="")), evidence=(PASSAGE,))
    save_draft(bid, answers, by=bidder_of(noord), now=IN_TIME)
    assert vault.read_draft(bid, by=bidder_of(noord)).answers == answers


def test_a_draft_of_before_the_career_has_none(bid, noord):
    data = json.loads(vault.read_draft(bid, by=bidder_of(noord)).text)
    for name in ("career", "evidence", "candidate_email", "candidate_id"):
        del data["answers"][name]
    answers = Draft.read(json.dumps(data)).answers
    assert (answers.career, answers.evidence, answers.candidate_email) == ((), (), "")


def test_an_envelope_of_the_first_format_is_read(raalte, noord):
    bid = a_submitted_bid(raalte, noord)
    envelope = vault.read_version(bid.versions.get(), by=bidder_of(noord))
    data = json.loads(envelope.text) | {"format": 1}
    for name in ("candidate_email", "career", "evidence"):
        del data[name]
    for stated in data["statements"].values():
        del stated["sentence"]
    bare = {number: replace(stated, sentence="") for number, stated in envelope.statements.items()}
    assert Envelope.read(json.dumps(data)) == replace(envelope, statements=bare)


def test_an_unknown_format_is_refused(raalte, noord):
    bid = a_submitted_bid(raalte, noord)
    data = json.loads(vault.read_text(bid.versions.get(), by=bidder_of(noord))) | {"format": 99}
    with pytest.raises(ValueError, match="another format"):
        Envelope.read(json.dumps(data))


def test_the_text_for_the_supplier_is_the_one_that_was_hashed(raalte, noord):
    version = a_submitted_bid(raalte, noord).versions.get()
    assert sha256(vault.read_text(version, by=bidder_of(noord)).encode()).hexdigest() == version.sha256


@pytest.mark.parametrize(
    "typed",
    ["ren\u00e9  DE vries", "Rene\u0301 de Vries", "Ren\u00e9\u200b de\u00a0Vries", "\u2060Ren\u00e9 de \uff36ries "],
)
def test_a_name_that_looks_the_same_is_the_same(typed):
    assert same_name(typed) == same_name("Ren\u00e9 de Vries")


def test_another_name_is_not():
    assert same_name("Rene de Vries") != same_name("Ren\u00e9 de Vries")
