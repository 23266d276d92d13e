"""Fill in a bid: a list of steps and a page per step, in any order, each kept at every save, complete or not."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from audit import clock
from candidates import vault
from candidates.asked import Asked, asked_by
from candidates.content import Draft
from candidates.findings import Finding, Weight, findings
from candidates.forms import StepForm
from candidates.models import Bid
from candidates.people import Person, saved
from candidates.queries import steps_of
from candidates.rewording import as_asked_now
from candidates.rules import bid_for
from candidates.services import (
    attach_cv,
    attach_document,
    change_draft,
    discard,
    keep_submitted,
    names_taken,
    remove_file,
    require_draft,
)
from candidates.steps import BACK, STEPS, Step, after, step_of, steps_for, tasks, unfinished
from candidates.unsaved import forget, keep_until_login, typed_before_login
from documents.unreadable import Unreadable


@require_safe
def bid_edit(request: HttpRequest, number: str) -> HttpResponse:
    bid = bid_for(request.user, number, "bid.edit", now=clock.now())
    require_draft(bid)
    asked = asked_by(bid.tender)
    draft = as_asked_now(vault.read_draft(bid, by=request.user), asked)
    found = findings(draft, asked, taken=names_taken(bid, by=request.user))
    left = unfinished(draft, asked, found)
    context = {
        "tasks": tasks(number, draft, asked, found),
        "left": left,
        "next": left[0].url(number) if left else "",
        "saved_at": draft.saved_at,
        "spine": steps_of(bid, None, None),
    }
    return render(request, "candidates/bid_edit.html", _about(bid) | context)


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
        context = _about(bid) | {"submitted_before": submitted_before}
        return render(request, "candidates/bid_discard.html", context)
    throw_away = keep_submitted if submitted_before else discard
    throw_away(bid, by=request.user, now=now)
    messages.success(request, _("The draft of bid %(number)s was thrown away.") % {"number": number})
    return redirect("bid", number) if submitted_before else redirect("bids")


@dataclass
class StepPage:
    """One step of one bid, for one request."""

    request: HttpRequest
    bid: Bid
    asked: Asked
    key: str

    @cached_property
    def step(self) -> Step:
        found = STEPS.get(self.key)
        if found is None or found.form is None or not found.is_asked(self.asked):
            raise Http404
        return found

    @property
    def form_class(self) -> type[StepForm]:
        assert self.step.form is not None  # noqa: S101 - `step` asks for it
        return self.step.form

    @property
    def by(self) -> User:
        return self.request.user

    @cached_property
    def people(self) -> list[Person]:
        return saved(self.bid.supplier, by=self.by) if self.form_class.uses_folder else []

    def draft(self) -> Draft:
        return as_asked_now(vault.read_draft(self.bid, by=self.by), self.asked)

    def show(self, unsaved: Any = None) -> HttpResponse:
        draft = self.draft()
        if unsaved is not None:
            draft = self.form_class.answered(draft, unsaved, self.asked, self.people)
        said = self.findings(draft) if self.step.is_begun(draft, self.asked) else []
        form = self.form_class(draft, self.asked, people=self.people, said=said)
        return self.page(form, unsaved=unsaved is not None)

    def save(self, now: datetime) -> HttpResponse:
        """First what was typed, then each file. Who made a new warning sees it before going on."""
        known = self.warnings(self.draft())
        answered = partial(self.form_class.answered, data=self.request.POST, asked=self.asked, people=self.people)
        change_draft(self.bid, answered, by=self.by, now=now)
        refused = self.attach(self.form_class.uploads(self.request.FILES, self.asked), now)
        draft = self.draft()
        form = self.form_class(draft, self.asked, people=self.people, said=self.findings(draft), refused=refused)
        if form.errors:
            return self.page(form, status=422)
        if self.warnings(draft) - known:
            messages.info(self.request, _("Saved. Look at the remark on this page before you go on."))
            return redirect(self.request.get_full_path())
        return redirect(self.onward())

    def attach(self, uploads: Mapping[str, Any], now: datetime) -> dict[str, str]:
        """Why a file was not taken, by its field."""
        refused = {}
        for name, upload in uploads.items():
            try:
                if name == "cv":
                    attach_cv(self.bid, upload, by=self.by, now=now)
                else:
                    attach_document(self.bid, name, upload, by=self.by, now=now)
            except Unreadable as error:
                refused[name] = error.message
        return refused

    def findings(self, draft: Draft) -> list[Finding]:
        facts = vault.cv_facts(self.bid, by=self.by) if "cv" in self.step.names(self.asked) else None
        return findings(draft, self.asked, taken=self.taken, facts=facts)

    @cached_property
    def taken(self) -> Collection[str]:
        return names_taken(self.bid, by=self.by)

    def warnings(self, draft: Draft) -> set[str]:
        """Those that this page shows of the draft."""
        if not self.step.is_begun(draft, self.asked):
            return set()
        own = self.step.names(self.asked)
        found = self.findings(draft)
        return {finding.text for finding in found if finding.weight is Weight.WARNING and finding.field in own}

    def onward(self) -> str:
        if self.to_check:
            return reverse("bid_check", args=[self.bid.number])
        if "overview" in self.request.POST:
            return reverse("bid_edit", args=[self.bid.number])
        return after(self.step, self.bid.number, self.asked)

    @property
    def to_check(self) -> bool:
        """The person came from the check of the answers and goes back there."""
        return self.request.META.get("QUERY_STRING", "") == BACK

    def page(self, form: StepForm, *, status: int = 200, unsaved: bool = False) -> HttpResponse:
        steps = steps_for(self.asked)
        context = {
            **self.step.beside(self.bid, by=self.by),
            "form": form,
            "step": self.step,
            "place": steps.index(self.step) + 1,
            "places": len(steps),
            "saved_at": form.content.saved_at,
            "unsaved": unsaved,
            "to_check": self.to_check,
        }
        return render(self.request, "candidates/bid_step.html", _about(self.bid) | context, status=status)


def _about(bid: Bid) -> dict[str, Any]:
    return {"bid": bid, "tender": bid.tender, "organisation": bid.tender.client}
