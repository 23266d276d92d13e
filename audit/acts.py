"""Every act that can leave an event, and the sentence that a page shows for it. An act that isn't here is refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Promise] = {
    "account.login": _("Logged in."),
    "account.signed_up": _("Signed up with a company."),
    "company.created": _("Confirmed the e-mail address; the company was made."),
    "company.not_joined": _("Signed up with a company that is known already, and was not let in."),
    "company.changed": _("Changed the details of the company."),
    "colleague.invited": _("Invited a colleague."),
    "colleague.invitation_withdrawn": _("Withdrew the invitation of a colleague."),
    "colleague.joined": _("Accepted the invitation of a company."),
    "colleague.removed": _("Took a colleague's role at the company away."),
    "account.logged_in_again": _("Logged in again, before an act that cannot be undone."),
    "tender.created": _("Created the assignment."),
    "tender.edited": _("Changed the draft of the assignment."),
    "finding.overruled": _("Let a remark of the check stand, with a reason."),
    "finding.restored": _("Took back that a remark of the check may stand."),
    "publication.asked": _("Asked a second officer to publish the assignment."),
    "tender.published": _("Published the assignment."),
    "tender.cancelled": _("Cancelled the assignment."),
    "question.asked": _("Asked a question."),
    "question.withdrawn": _("Withdrew a question."),
    "question.agreed": _("Let a question be answered to everybody."),
    "question.declined": _("Did not accept a question as confidential."),
    "question.drafted": _("Wrote on the answer to a question."),
    "answers.published": _("Published answers to questions."),
    "amendment.drafted": _("Changed the draft of an amendment."),
    "amendment.discarded": _("Threw the draft of an amendment away."),
    "amendment.published": _("Published an amendment of the assignment."),
    "closing.asked": _("Asked a second officer to move the closing."),
    "closing.taken_back": _("Took back the request to move the closing."),
    "closing.reopened": _("Opened the assignment for bids again, after an outage at the closing."),
    "assignment.added": _("Gave a person a role on the assignment."),
    "assignment.removed": _("Took a person's role on the assignment away."),
    "profile.created": _("Made a function profile."),
    "profile.edited": _("Changed a function profile."),
    "profile.deleted": _("Deleted a function profile."),
    "profile.used": _("Started the assignment from a function profile."),
    "profiles.loaded": _("Loaded the library of function profiles."),
    "bid.started": _("Started a bid."),
    "bid.reopened": _("Opened the submitted bid to change it under the amended rules."),
    "bid.discarded": _("Threw the draft of the bid away."),
    "bid.submitted": _("Submitted the bid."),
    "bid.refused": _("Tried to submit the bid; it was refused."),
    "bid.withdrawn": _("Withdrew the bid."),
    "bid.erased": _("Erased the content of the bid for ever."),
    "opening.begun": _("Began the opening of the bids, as the first of two officers."),
    "vault.opened": _("Opened the bids."),
    "vault.damaged": _("Tried to open the bids; one of them was damaged or could not be read."),
    "bid.proof_downloaded": _("Downloaded the proof that the bid was among those opened."),
    "person.saved": _("Put a candidate in the folder."),
    "person.changed": _("Changed a candidate in the folder."),
    "person.removed": _("Removed a candidate from the folder."),
    "people.informed": _("The people who are offered were told; suppliers were asked for the addresses that lack."),
    "person.informed": _("Gave the address of the person who is offered, who was told then."),
    "person.objected": _("The person who is offered objected to the use of their data."),
    "bid.viewed": _("Viewed the bid."),
    "bid.file_viewed": _("Viewed a file of the bid."),
    "cv.viewed": _("Viewed the CV."),
    "verdicts.saved": _("Saved verdicts on the bid."),
    "verdicts.handed_in": _("Handed in the verdicts on the bid."),
    "run.opened": _("Opened the stage."),
    "run.closed": _("Closed the stage."),
    "ranking.viewed": _("Viewed the ranking."),
    "draw.recorded": _("Recorded the drawn order."),
    "shortlist.released": _("Released the shortlist."),
    "shortlist.viewed": _("Viewed the shortlist."),
    "shortlist.exported": _("Exported the shortlist."),
    "demo.loaded": _("Loaded the demo."),
    "demo.cleared": _("Removed the demo."),
}


class UndeclaredAct(LookupError):
    """An act that `ACTS` doesn't know."""


def sentence(act: str) -> str:
    """The act in the reader's language; an act of an older version of the program is shown by its name."""
    return str(ACTS.get(act, act))
