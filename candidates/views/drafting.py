"""Fill in a bid: a list of steps and a page per step, in any order, each kept at every save, complete or not."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audit import clock
from candidates import vault
from candidates.asked import asked_by
from candidates.findings import findings
from candidates.queries import steps_of
from candidates.rewording import as_asked_now
from candidates.rules import bid_for
from candidates.services import discard, keep_submitted, names_taken, remove_file, require_draft
from candidates.steps import step_of, tasks, unfinished
from candidates.unsaved import forget, keep_until_login, typed_before_login

from .step_page import StepPage, about


@require_safe
def bid_edit(request: HttpRequest, number: str) -> HttpResponse:
    bid = bid_for(request.user, number, "bid.edit", now=clock.now())
    require_draft(bid)
    asked = asked_by(bid.tender)
    draft = as_asked_now(vault.read_draft(bid, by=request.user), asked)
    facts = vault.cv_facts(bid, by=request.user)
    found = findings(draft, asked, taken=names_taken(bid, by=request.user), facts=facts)
    left = unfinished(draft, asked, found)
    context = {
        "tasks": tasks(number, draft, asked, found),
        "left": left,
        "next": left[0].url(number) if left else "",
        "saved_at": draft.saved_at,
        "spine": steps_of(bid, None, None),
    }
    return render(request, "candidates/bid_edit.html", about(bid) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def bid_step(request: HttpRequest, number: str, step: str) -> HttpResponse:
    now = clock.now()
    if request.method == "POST" and not request.user.is_authenticated:
        return keep_until_login(request)
    bid = bid_for(request.user, number, "bid.edit", now=now)
    require_draft(bid)
    page = StepPage(request, bid, asked_by(bid.tender), step)
    if request.method != "POST":
        return page.show(typed_before_login(request))
    return forget(request, page.save(now))


@require_POST
def bid_file_remove(request: HttpRequest, number: str, upload: str) -> HttpResponse:
    now = clock.now()
    bid = bid_for(request.user, number, "bid.edit", now=now)
    require_draft(bid)
    asked = asked_by(bid.tender)
    try:
        step = step_of(upload, asked)
        removed = remove_file(bid, upload, by=request.user, now=now)
    except LookupError as error:
        raise Http404 from error
    messages.success(request, _("Removed: %(name)s.") % {"name": removed.name})
    return redirect(step.url(number))


@require_http_methods(["GET", "HEAD", "POST"])
def bid_discard(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    bid = bid_for(request.user, number, "bid.edit", now=now)
    require_draft(bid)
    submitted_before = bid.versions.exists()
    if request.method != "POST":
        context = about(bid) | {"submitted_before": submitted_before}
        return render(request, "candidates/bid_discard.html", context)
    throw_away = keep_submitted if submitted_before else discard
    throw_away(bid, by=request.user, now=now)
    messages.success(request, _("The draft of bid %(number)s was thrown away.") % {"number": number})
    return redirect("bid", number) if submitted_before else redirect("bids")
