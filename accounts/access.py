"""The one table of who may do what, when. Predicates, views, tests and docs/access.md all read it.

A row is an act on an object; under it each role with the phases of the tender in which that role may do it.
Outcome of asking: yes; *not now* (the role may, in another phase: 409); or no (404, or the login page for a visitor
who has not logged in). A URL without a row in `URLS` fails a test.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from django.http import Http404

# Phases: the stored states of a tender plus those that follow from the clock (closed), from the runs (scored: the
# points are final; released: the client has the shortlist) and from the moment of the results (known: the suppliers
# have heard theirs).
DRAFT = frozenset({"draft"})
OPEN = frozenset({"published"})
CLOSED = frozenset({"closed"})
OPENED = frozenset({"opened"})
SCORED = frozenset({"scored"})
KNOWN = frozenset({"known", "concluded"})
RELEASED = KNOWN | {"released"}
ENDED = frozenset({"cancelled", "closed_without_award"})
AFTER_OPENING = OPENED | SCORED | RELEASED | {"closed_without_award"}
PUBLIC = OPEN | CLOSED | AFTER_OPENING | ENDED
ALWAYS = DRAFT | PUBLIC

# anyone: also without an account. user: whoever logged in. office: an officer of a broker or client. bidder: acts for
# a supplier. The others are tied to one tender, bid or question: officer, assessor, reviewer, owner (of the bid), asker
# (of the question), auditor (of the organisation that runs the tender). house: an officer of that organisation, also
# where the tender is a colleague's; it opens no draft. maker is tied to one text that was read in. reader and keeper
# are tied to one function profile, whatever any tender does: an office that may see it, and an officer of the
# organisation whose own it is. member: acts for a supplier, as bidder or manager; colleague and company manager are
# tied to one supplier; holder bids for the supplier whose folder of candidates it is.
TIED = frozenset({"officer", "assessor", "reviewer", "owner", "asker", "auditor"})

TABLE: Mapping[str, Mapping[str, frozenset[str]]] = {
    "site.read": {"anyone": ALWAYS},
    "account.use": {"user": ALWAYS},
    "admin.enter": {"staff": ALWAYS},
    # The assignment
    "tender.read": {"anyone": PUBLIC, "officer": ALWAYS},
    # As a file for other programs, the same for everybody: never of a draft
    "tender.share": {"anyone": PUBLIC},
    # What a person follows and searches for: theirs alone
    "tender.follow": {"user": OPEN},
    "tender.unfollow": {"user": PUBLIC},
    "following.use": {"user": ALWAYS},
    "tender.create": {"office": ALWAYS},
    # A text that was read in is its reader's alone until there is a draft of it
    "intake.use": {"maker": ALWAYS},
    "tender.manage": {"officer": ALWAYS},
    "tender.edit": {"officer": DRAFT},
    "tender.publish": {"officer": DRAFT},
    # What was published may be begun from by every officer of the organisation that ran it
    "tender.copy": {"officer": ALWAYS, "house": PUBLIC},
    "tender.staff": {"officer": ALWAYS - ENDED},
    # A supplier's own house. A link in a mail opens an invitation, also for who has no account yet.
    "company.list": {"member": ALWAYS},
    "company.read": {"colleague": ALWAYS},
    "company.edit": {"company manager": ALWAYS},
    "invitation.accept": {"anyone": ALWAYS},
    # Function profiles: the library is for every office, an own profile for the officers of its organisation
    "profile.list": {"office": ALWAYS},
    "profile.create": {"office": ALWAYS},
    "profile.read": {"reader": ALWAYS},
    "profile.use": {"reader": ALWAYS},
    "profile.edit": {"keeper": ALWAYS},
    # Which findings of the check were let stand, and why
    "overruled.read": {"officer": ALWAYS, "auditor": PUBLIC},
    # Questions and amendments: until the closing, and then never again
    "question.ask": {"bidder": OPEN},
    "question.own": {"asker": OPEN},
    "questions.manage": {"officer": PUBLIC},
    "questions.answer": {"officer": OPEN},
    "amendment.write": {"officer": OPEN},
    # After an outage at the closing, only while the bids are sealed; and a second officer who agrees to a new closing
    "closing.reopen": {"officer": CLOSED},
    "closing.agree": {"officer": OPEN | CLOSED},
    # The bid, until the opening its supplier's alone
    "bid.start": {"bidder": OPEN},
    "bid.list": {"bidder": ALWAYS},
    "bid.read": {"owner": PUBLIC},
    "bid.edit": {"owner": OPEN},
    # Late is an outcome of submitting, with its own page and its own event: not a refusal at the door.
    "bid.submit": {"owner": PUBLIC},
    "bid.withdraw": {"owner": PUBLIC},
    # The proof that it was among those that were opened
    "bid.prove": {"owner": AFTER_OPENING},
    # What it came to; what its supplier heard stays readable, however the assignment ends
    "bid.outcome": {"owner": KNOWN | ENDED},
    # Whether its candidate was told
    "bid.inform": {"owner": AFTER_OPENING},
    # Messages on the way say nothing of a bid, so that they can go out before the opening too. Results are made known
    # once; a second click finds it done.
    "progress.tell": {"officer": CLOSED | OPENED | SCORED | RELEASED},
    "results.manage": {"officer": RELEASED},
    # What a supplier's own bids came to, for who bids for it
    "statistics.read": {"holder": ALWAYS},
    # A supplier's folder of candidates: its bidders' alone
    "people.use": {"bidder": ALWAYS},
    "person.use": {"holder": ALWAYS},
    # The person who is offered, by the link that they got: nobody finds one by trying
    "notice.read": {"anyone": ALWAYS},
    # The opening
    "vault.open": {"officer": CLOSED},
    # Numbers and hashes: who bid with what stands beside it, for the officer alone
    "opening.read": {"officer": AFTER_OPENING, "auditor": AFTER_OPENING},
    # Assessment: no rate for anyone until the points are final
    "bench.read": {"assessor": AFTER_OPENING},
    "bench.write": {"assessor": OPENED},
    "runs.read": {"officer": AFTER_OPENING},
    "runs.close": {"officer": OPENED},
    "ranking.read": {"officer": SCORED | RELEASED},
    "draw.record": {"officer": SCORED},
    "shortlist.release": {"officer": SCORED},
    # The client sees the shortlist and nothing else of the bids
    "shortlist.read": {"reviewer": RELEASED, "officer": RELEASED},
    # The auditor sees what happened, never what was offered
    "audit.read": {"auditor": ALWAYS},
}

URLS: Mapping[str, str] = {
    # site
    "home": "site.read",
    "set_language": "site.read",
    "access_table": "site.read",
    "account_login": "site.read",
    "account_logout": "site.read",
    "account_signup": "site.read",
    "account_inactive": "site.read",
    "account_reset_password": "site.read",
    "account_reset_password_done": "site.read",
    "account_reset_password_from_key": "site.read",
    "account_reset_password_from_key_done": "site.read",
    "account_confirm_email": "site.read",
    "account_confirm_login_code": "site.read",
    "account_email_verification_sent": "site.read",
    "account_reauthenticate": "account.use",
    "account_change_password": "account.use",
    "account_set_password": "account.use",
    "account_email": "account.use",
    "mail_preferences": "account.use",
    "admin:*": "admin.enter",
    # suppliers
    "company": "company.list",
    "company_edit": "company.edit",
    "colleagues": "company.read",
    "colleague_invite": "company.edit",
    "colleague_remove": "company.edit",
    "invitation_withdraw": "company.edit",
    "invitation": "invitation.accept",
    # tenders
    "tenders": "site.read",
    "tenders_calendar": "site.read",
    "tenders_feed": "site.read",
    "tenders_json": "site.read",
    "sitemap": "site.read",
    "robots": "site.read",
    "tender_calendar": "tender.share",
    "tender_follow": "tender.follow",
    "tender_unfollow": "tender.unfollow",
    "follows": "following.use",
    "search_save": "following.use",
    "search_mail": "following.use",
    "search_remove": "following.use",
    "unsubscribe": "site.read",
    "unsubscribe_undo": "site.read",
    "tender": "tender.read",
    "tender_pdf": "tender.read",
    "tender_attachment": "tender.read",
    "tender_new": "tender.create",
    "tender_copy": "tender.copy",
    "copy_choose": "tender.create",
    "intake_new": "tender.create",
    "intake_review": "intake.use",
    "tender_manage": "tender.manage",
    "tender_preview": "tender.manage",
    "bid_preview": "tender.manage",
    "tender_edit": "tender.edit",
    "procedure_choose": "tender.edit",
    "procedure_replace": "tender.edit",
    "tender_attachments": "tender.edit",
    "tender_attachment_add": "tender.edit",
    "tender_attachment_remove": "tender.edit",
    "tender_publish": "tender.publish",
    "tender_publish_ask": "tender.publish",
    "tender_check": "tender.edit",
    "tender_check_section": "tender.edit",
    "finding_overrule": "tender.edit",
    "finding_restore": "tender.edit",
    "tender_overruled": "overruled.read",
    "tender_people": "tender.staff",
    "tender_person_add": "tender.staff",
    "tender_person_remove": "tender.staff",
    "tender_competences": "tender.edit",
    # function profiles
    "profiles": "profile.list",
    "profile_compare": "profile.list",
    "profile_new": "profile.create",
    "profile": "profile.read",
    "profile_start": "profile.use",
    "profile_edit": "profile.edit",
    "profile_delete": "profile.edit",
    "questions": "tender.read",
    "question_ask": "question.ask",
    "question_withdraw": "question.own",
    "question_agree": "question.own",
    "question_list": "questions.manage",
    "question_answer": "questions.answer",
    "question_decline": "questions.answer",
    "question_amend": "amendment.write",
    "amendment": "amendment.write",
    "amendment_edit": "amendment.write",
    "amendment_discard": "amendment.write",
    "amendment_attachments": "amendment.write",
    "amendment_attachment": "amendment.write",
    "amendment_attachment_add": "amendment.write",
    "amendment_attachment_remove": "amendment.write",
    "amendment_attachment_undo": "amendment.write",
    # candidates
    "answers_publish": "questions.answer",
    "amendment_publish": "amendment.write",
    "closing_move": "amendment.write",
    "closing_reopen": "closing.reopen",
    "closing_agree": "closing.agree",
    "closing_take_back": "closing.agree",
    "bid_confirm": "bid.submit",
    "bid_reopen": "bid.edit",
    "bids": "bid.list",
    "bid_start": "bid.start",
    "bid": "bid.read",
    "bid_edit": "bid.edit",
    "bid_step": "bid.edit",
    "bid_file_remove": "bid.edit",
    "bid_discard": "bid.edit",
    "bid_check": "bid.edit",
    "bid_evidence": "bid.edit",
    "bid_evidence_mark": "bid.edit",
    "bid_evidence_remove": "bid.edit",
    "bid_evidence_find": "bid.edit",
    "bid_cv_page": "bid.edit",
    "bid_submit": "bid.submit",
    "bid_receipt": "bid.read",
    "bid_version": "bid.read",
    "bid_version_text": "bid.read",
    "bid_version_pdf": "bid.read",
    "bid_withdraw": "bid.withdraw",
    "bid_withdrawal": "bid.read",
    "bid_proof": "bid.prove",
    "bid_file": "bid.read",
    "bid_notice": "bid.inform",
    "people": "people.use",
    "person_new": "person.use",
    "person_edit": "person.use",
    "person_remove": "person.use",
    "notice": "notice.read",
    "notice_cv": "notice.read",
    "notice_object": "notice.read",
    "objections": "opening.read",
    "bid_cv_facts": "bid.read",
    "vault_open": "vault.open",
    "vault_begin": "vault.open",
    "opening": "opening.read",
    "opening_pdf": "opening.read",
    "opening_text": "opening.read",
    # scoring
    "bid_career": "bid.edit",
    "bench": "bench.read",
    "bench_bid": "bench.read",
    "bench_save": "bench.write",
    "bench_hand_in": "bench.write",
    "bench_page": "bench.read",
    "bench_document": "bench.read",
    "forecast": "tender.manage",
    "progress": "runs.read",
    "run_close": "runs.close",
    "ranking": "ranking.read",
    "draw": "draw.record",
    "release": "shortlist.release",
    "progress_message": "progress.tell",
    "progress_message_check": "progress.tell",
    "progress_message_send": "progress.tell",
    "results": "results.manage",
    "results_check": "results.manage",
    "results_make_known": "results.manage",
    "bid_outcome": "bid.outcome",
    "bid_letter_pdf": "bid.outcome",
    "statistics": "statistics.read",
    "shortlist": "shortlist.read",
    "shortlist_candidate": "shortlist.read",
    "shortlist_page": "shortlist.read",
    "shortlist_pdf": "shortlist.read",
    "events": "audit.read",
}


class Outcome(Enum):
    YES = "yes"
    NOT_NOW = "not now"
    NO = "no"


class LoginNeeded(Exception):
    """A visitor without an account asks for a private address."""


@dataclass
class NotNow(Exception):
    """Who may, but out of order: answered with 409 and this sentence (none: a general one). `onward` is the address of
    the page where it goes on, with its words; none: the start page."""

    reason: str = ""
    onward: tuple[str, str] | None = None


def ask(act: str, roles: Collection[str], phase: str) -> Outcome:
    """May someone with these roles do `act` while the tender is in `phase`?"""
    row = TABLE[act]
    held = [role for role in row if role in roles]
    if any(phase in row[role] for role in held):
        return Outcome.YES
    # A draft does not exist for those who are not tied to it.
    if any(role in TIED or phase in PUBLIC for role in held):
        return Outcome.NOT_NOW
    return Outcome.NO


def is_private(act: str) -> bool:
    return "anyone" not in TABLE[act]


def require(act: str, roles: Collection[str], phase: str) -> None:
    """Raise Http404 or NotNow unless the table says yes."""
    outcome = ask(act, roles, phase)
    if outcome is Outcome.NO:
        raise Http404
    if outcome is Outcome.NOT_NOW:
        raise NotNow


def rows() -> list[tuple[str, str, list[str]]]:
    """The table line by line for people: act, role, phases in the order of a tender's life."""
    order = ["draft", "published", "closed", "opened", "scored", "released", "known", "concluded", *sorted(ENDED)]
    return [
        (act, role, [phase for phase in order if phase in phases])
        for act, roles in TABLE.items()
        for role, phases in roles.items()
    ]
