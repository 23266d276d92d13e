"""Answers and amendments go to everybody at once: here, because who must be told follows from the bids.

No page says how many they are: less those who asked, and the bids of which an officer may know the number, it would
tell how many drafts have been begun.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import NotNow
from audit import clock
from candidates.queries import interested, number_submitted
from tenders.amending import asks_again, obstacles
from tenders.differences import differences
from tenders.forms.closing import KeepOrMoveForm, ReasonForm
from tenders.forms.questions import ChosenForm
from tenders.late import answers_are_late, leaves_little_time
from tenders.models import Amendment, AmendmentDraft, Tender
from tenders.rules import tender_for
from tenders.rulesbook import rules_of
from tenders.services.amending import CannotAmend, changes_stamp, publish_amendment
from tenders.services.drafting import ChangedMeanwhile
from tenders.services.questions import drafted, publish_answers


# Answers -------------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def answers_publish(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "questions.answer", now=now)
    questions = list(drafted(tender).select_related("supplier"))
    if not questions:
        raise NotNow(_("No answer has been written that can be published."))
    sent = request.POST if request.method == "POST" else None
    chosen = ChosenForm(sent, questions=questions)
    closing = KeepOrMoveForm(sent, tender=tender) if answers_are_late(tender, now) else None
    reason = ReasonForm(sent if closing and closing.moves else None)
    page = {"chosen": chosen, "closing": closing, "reason": reason}
    if sent is None:
        return _answers_page(request, tender, page)
    sheets = [chosen, *_asked(closing, reason)]
    if not _all_valid(sheets):
        return _answers_page(request, tender, page | {"sheets": sheets}, status=422)
    moved = closing.closing(reason.cleaned_data["reason"]) if closing and closing.moves else None
    try:
        batch = publish_answers(tender, chosen.chosen, to=interested(tender), by=request.user, closing=moved)
    except CannotAmend as refusal:
        return _answers_page(request, tender, page | {"findings": refusal.findings}, status=422)
    except ChangedMeanwhile:
        messages.warning(request, _("Someone changed an answer after you opened the page. Nothing was published."))
        return redirect("answers_publish", number)
    count = batch.answers.count()
    said = ngettext("%(n)s answer has been published.", "%(n)s answers have been published.", count)
    messages.success(request, said % {"n": count})
    return redirect("question_list", number)


def _answers_page(request: HttpRequest, tender: Tender, page: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context = _about(tender) | {"has_errors": status == 422}
    return render(request, "candidates/answers_publish.html", context | page, status=status)


# Amendments ----------------------------------------------------------------------------------------------------------
@require_http_methods(["GET", "HEAD", "POST"])
def amendment_publish(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "amendment.write", now=now)
    draft = AmendmentDraft.objects.filter(tender=tender).select_related("question").first()
    if draft is None or not draft.changes:
        raise NotNow(_("Nothing is changed yet in the amendment."))
    sent = request.POST if request.method == "POST" else None
    reason = ReasonForm(sent)
    closing = KeepOrMoveForm(sent, tender=tender) if _leaves_little_time(tender, draft, now) else None
    page = {"draft": draft, "reason": reason, "closing": closing, "findings": obstacles(tender, draft.changes, now)}
    if sent is None:
        return _amendment_page(request, tender, page)
    sheets = [reason, *(closing.forms if closing else [])]
    if not _all_valid(sheets):
        return _amendment_page(request, tender, page | {"sheets": sheets}, status=422)
    said = reason.cleaned_data["reason"]
    try:
        published = publish_amendment(
            tender,
            reason=said,
            seen=sent.get("seen", ""),
            to=interested(tender),
            by=request.user,
            closing=closing.closing(said) if closing else None,
        )
    except CannotAmend as refusal:
        return _amendment_page(request, tender, page | {"findings": refusal.findings}, status=422)
    except ChangedMeanwhile:
        messages.warning(request, _("Someone changed the amendment after you opened the page. Nothing was published."))
        return redirect("amendment_publish", number)
    return _published(request, published)


def _leaves_little_time(tender: Tender, draft: AmendmentDraft, now: Any) -> bool:
    """Of a change that bids must be confirmed under, and that doesn't move the closing itself."""
    changes = draft.changes
    return asks_again(changes) and "closes_at" not in changes and leaves_little_time(tender.closes_at, now)


def _amendment_page(request: HttpRequest, tender: Tender, page: dict[str, Any], *, status: int = 200) -> HttpResponse:
    changes, rules = page["draft"].changes, rules_of(tender)
    context = _about(tender) | {
        "has_errors": status == 422,
        "changes": differences(rules, rules | changes),
        "seen": changes_stamp(changes),
        "asks_again": asks_again(changes),
        "submitted": number_submitted(tender),
    }
    return render(request, "candidates/amendment_publish.html", context | page, status=status)


def _published(request: HttpRequest, amendment: Amendment) -> HttpResponse:
    messages.success(
        request, _("Amendment %(n)s has been published. Everybody concerned gets a mail.") % {"n": amendment.number}
    )
    return redirect("tender_manage", amendment.tender.number)


def _about(tender: Tender) -> dict[str, Any]:
    return {"tender": tender, "organisation": tender.client}


def _asked(closing: KeepOrMoveForm | None, reason: ReasonForm) -> list[forms.Form]:
    if closing is None:
        return []
    return [*closing.forms, reason] if closing.moves else [closing]


def _all_valid(sheets: list[forms.Form]) -> bool:
    """Each is asked, so that each says what is wrong."""
    answers = [sheet.is_valid() for sheet in sheets]
    return all(answers)
