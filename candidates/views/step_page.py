"""One step of a bid for one request: what is shown, and what a save keeps, says and leads to."""

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
from django.utils.translation import ngettext

from accounts.models import User
from candidates import vault
from candidates.asked import Asked
from candidates.content import Draft
from candidates.evidence import stale
from candidates.findings import Finding, Weight, findings
from candidates.forms import StepForm
from candidates.models import Bid
from candidates.people import Person, saved
from candidates.rewording import as_asked_now
from candidates.services import attach_cv, attach_document, change_draft, names_taken
from candidates.steps import BACK, STEPS, Step, after, steps_for
from documents.keystore import Unsealable
from documents.unreadable import Unreadable


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
        """Without the folder's key nobody can be chosen from it; everything else can still be typed."""
        try:
            return saved(self.bid.supplier, by=self.by) if self.form_class.uses_folder else []
        except Unsealable:
            return []

    def answered_so_far(self) -> Draft:
        return as_asked_now(vault.read_draft(self.bid, by=self.by), self.asked)

    def show(self, unsaved: Any = None) -> HttpResponse:
        draft = self.answered_so_far()
        if unsaved is not None:
            typed = self.form_class.answered(draft, unsaved, self.asked, self.people)
            draft = as_asked_now(typed, self.asked)
        said = self.findings(draft) if self.step.is_begun(draft, self.asked) else []
        form = self.form_class(draft, self.asked, people=self.people, said=said)
        return self.page(form, unsaved=unsaved is not None)

    def save(self, now: datetime) -> HttpResponse:
        """First what was typed, then each file. Who made a new warning sees it before going on."""
        before = self.answered_so_far()
        known = self.warnings(before)
        answered = partial(self.form_class.answered, data=self.request.POST, asked=self.asked, people=self.people)
        change_draft(self.bid, answered, by=self.by, now=now)
        refused = self.attach(self.form_class.uploads(self.request.FILES, self.asked), now)
        draft = self.answered_so_far()
        self.say_what_was_left_behind(before, draft)
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

    def say_what_was_left_behind(self, before: Draft, draft: Draft) -> None:
        """Passages that were marked in the CV whose place another one has just taken."""
        left = len(stale(draft))
        if left and draft.cv and draft.cv != before.cv:
            text = ngettext(
                "%(n)s passage was marked in the earlier CV. Under “Where the CV shows it” you can look for its words "
                "in this one.",
                "%(n)s passages were marked in the earlier CV. Under “Where the CV shows it” you can look for their "
                "words in this one.",
                left,
            )
            messages.warning(self.request, text % {"n": left})

    def findings(self, draft: Draft) -> list[Finding]:
        facts = vault.cv_facts(self.bid, by=self.by) if "cv" in self.step.names(self.asked) else None
        return findings(draft, self.asked, taken=self.taken, facts=facts, beside=True)

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
        return render(self.request, "candidates/bid_step.html", about(self.bid) | context, status=status)


def about(bid: Bid) -> dict[str, Any]:
    return {"bid": bid, "tender": bid.tender, "organisation": bid.tender.client}
