"""Every act that can leave an event, and the sentence that a page shows for it. An act that isn't here is refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Promise] = {
    "account.login": _("Logged in."),
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
    "assignment.added": _("Gave a person a role on the assignment."),
    "assignment.removed": _("Took a person's role on the assignment away."),
    "profile.created": _("Made a function profile."),
    "profile.edited": _("Changed a function profile."),
    "profile.deleted": _("Deleted a function profile."),
    "profile.used": _("Started the assignment from a function profile."),
    "profiles.loaded": _("Loaded the library of function profiles."),
    "bid.started": _("Started a bid."),
    "bid.reopened": _("Opened the submitted bid to change it under the amended rules."),
    "bid.submitted": _("Submitted the bid."),
    "bid.refused": _("Tried to submit the bid; it was refused."),
    "bid.withdrawn": _("Withdrew the bid."),
    "bid.erased": _("Erased the content of the bid for ever."),
    "vault.opened": _("Opened the bids."),
    "vault.damaged": _("Tried to open the bids; one of them was damaged or could not be read."),
    "bid.proof_downloaded": _("Downloaded the proof that the bid was among those opened."),
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
