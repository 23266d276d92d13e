"""The officer tells suppliers about the progress: written, looked at, and sent once."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit import clock
from candidates.models import Bid, ProgressMessage, Results
from candidates.queries import taking_part
from candidates.services.telling import News, next_number, tell_progress, was_sent
from scoring.forms.telling import ProgressForm
from scoring.models import ShortlistEntry
from scoring.rules import tender_for
from tenders.models import Tender
from tenders.services.drafting import ChangedMeanwhile


@require_http_methods(["GET", "HEAD", "POST"])
def progress_message(request: HttpRequest, number: str) -> HttpResponse:
    """Empty; or sent back from the check, with what was written."""
    tender = tender_for(request.user, number, "progress.tell", now=clock.now())
    return _form_page(request, tender, _form(tender, request.POST or None))


@require_http_methods(["GET", "HEAD", "POST"])
def progress_message_check(request: HttpRequest, number: str) -> HttpResponse:
    """A GET is someone who had to log in again on the way, or who chose another language."""
    tender = tender_for(request.user, number, "progress.tell", now=clock.now())
    if request.method != "POST":
        return redirect("progress_message", number)
    form = _form(tender, request.POST)
    if not form.is_valid():
        return _form_page(request, tender, form, status=422)
    told = {"count": _bids_of(tender, form.audience_chosen).count(), "news": _news(form, next_number(tender))}
    audience = ProgressMessage.Audience(form.audience_chosen).label
    page = _about(tender) | {"form": form, "audience": audience, **told}
    return render(request, "scoring/progress_message_check.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def progress_message_send(request: HttpRequest, number: str) -> HttpResponse:
    """A second click finds it sent; a GET is as with the check."""
    now = clock.now()
    tender = tender_for(request.user, number, "progress.tell", now=now)
    if request.method != "POST":
        return redirect("progress_message", number)
    form, sent_as = _form(tender, request.POST), request.POST.get("message", "")
    if not sent_as.isdecimal():
        return _form_page(request, tender, form, status=422)
    number_seen = int(sent_as[:4])
    if not form.is_valid():
        done = _is_repeated(tender, request.POST, number_seen)
        return redirect("progress_message", number) if done else _form_page(request, tender, form, status=422)
    news = _news(form, number_seen)
    try:
        is_new = tell_progress(tender, news, bids=_bids_of(tender, news.audience), by=request.user, now=now)
    except ChangedMeanwhile:
        messages.warning(request, _("A colleague sent another message in the meantime. Yours was not sent."))
        return _form_page(request, tender, form, status=409)
    if is_new:
        messages.success(request, _("The message is on its way, and stands with the bids."))
    return redirect("progress_message", number)


def _form(tender: Tender, sent: Any = None) -> ProgressForm:
    return ProgressForm(sent, results_are_known=Results.objects.filter(tender=tender).exists())


def _is_repeated(tender: Tender, sent: Any, number: int) -> bool:
    """What went out before the results were known, sent once more: its form did not ask for whom it is."""
    form = ProgressForm(sent, results_are_known=False)
    return form.is_valid() and was_sent(tender, _news(form, number))


def _news(form: ProgressForm, number: int) -> News:
    return News(number, form.cleaned_data["text"], form.audience_chosen)


def _bids_of(tender: Tender, audience: str) -> QuerySet[Bid]:
    bids = taking_part(tender)
    if audience == ProgressMessage.Audience.SHORTLISTED:
        listed = ShortlistEntry.objects.filter(shortlist__run__stage__tender=tender)
        return bids.filter(pk__in=listed.values("bid"))
    return bids


def _form_page(request: HttpRequest, tender: Tender, form: ProgressForm, *, status: int = 200) -> HttpResponse:
    sent = tender.progress_messages.select_related("sent_by")
    return render(
        request, "scoring/progress_message.html", _about(tender) | {"form": form, "sent": sent}, status=status
    )


def _about(tender: Tender) -> dict[str, Any]:
    return {"tender": tender, "organisation": tender.client}
