"""An officer reads a posting in, looks at what was read beside its source, and only then makes the draft."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.rules import organisations_as, require_general
from audit import clock
from documents.text_of import text_of
from documents.unreadable import Unreadable
from tenders.days_off import holidays_around
from tenders.forms.intake import MOST_CHARACTERS, IntakeForm, Remark, Review
from tenders.intake import Draft
from tenders.models import Intake
from tenders.posting import read
from tenders.posting.lint import check
from tenders.posting.sentences import say
from tenders.rules import intake_for
from tenders.services.intake import make_of_intake, take_in
from tenders.stages import KINDS


@require_http_methods(["GET", "POST"])
def intake_new(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "tender.create")
    form = IntakeForm(request.POST, request.FILES) if request.method == "POST" else IntakeForm()
    if request.method == "POST" and form.is_valid():
        intake = _taken_in(request, form, clock.now())
        if intake is not None:
            return redirect("intake_review", intake.pk)
    return render(request, "tenders/intake_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def intake_review(request: HttpRequest, intake: UUID) -> HttpResponse:
    taken = intake_for(request.user, intake, "intake.use")
    if taken.made is not None:
        return redirect("tender_manage", taken.made.number)
    offices = organisations_as(request.user, "officer")
    draft = read(taken.text)
    if request.method == "GET":
        return _review_page(request, taken, Review(taken, draft, offices=offices, remarks=_remarks(draft)))
    review = Review(taken, draft, offices=offices, data=request.POST)
    if review.more:
        return _review_page(request, taken, review)
    if not review.is_valid():
        return _review_page(request, taken, review, status=422)
    tender = make_of_intake(taken, review.content(), review.start(), by=request.user, now=clock.now())
    messages.success(request, _("The draft is made of what you looked at. Each part can still be changed."))
    return redirect("tender_manage", tender.number)


def _taken_in(request: HttpRequest, form: IntakeForm, now: datetime) -> Intake | None:
    """None when the file can't be read: the form says why."""
    file, text = form.cleaned_data["file"], form.cleaned_data["text"]
    source = file.read() if file else text.encode()
    try:
        text = text_of(source) if file else text
    except Unreadable as unreadable:
        form.add_error("file", unreadable.message)
        return None
    if len(text) > MOST_CHARACTERS:
        form.add_error("file", _("The file holds more text than a posting does. Choose the posting alone."))
        return None
    name = file.name if file else ""
    return take_in(text, sha256=sha256(source).hexdigest(), name=name, by=request.user, now=now)


def _remarks(draft: Draft) -> list[Remark]:
    """What the check finds in what was read; what the officer makes of it is checked in the draft."""
    language = get_language() or "nl"
    found = check(draft, published_on=clock.now().astimezone(clock.AMSTERDAM), holidays=holidays_around(draft))
    return [Remark(finding.field, say(finding, language[:2])) for finding in found]


def _review_page(request: HttpRequest, intake: Intake, review: Review, *, status: int = 200) -> HttpResponse:
    context = {"intake": intake, "review": review, "stage_kinds": KINDS.values(), "has_errors": status == 422}
    return render(request, "tenders/intake_review.html", context, status=status)
