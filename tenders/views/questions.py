"""Questions: what everybody reads, what a supplier asks, what an officer answers."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.access import NotNow
from accounts.rules import organisations_as, require_login
from accounts.templatetags.weegschaal import moment_ms
from audit import clock
from tenders import procedure
from tenders.forms.questions import AnswerForm, AskForm, DeclineForm
from tenders.late import asking_ends_at, can_be_asked
from tenders.models import AskedQuestion, Tender
from tenders.pages import questions_page
from tenders.queries.questions import own_questions
from tenders.rules import roles_on, tender_for, visit_for
from tenders.services import questions as verbs
from tenders.services.amending import start_from
from tenders.services.drafting import ChangedMeanwhile


# Everybody and the suppliers -----------------------------------------------------------------------------------------
@require_safe
def questions(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    visit = visit_for(request.user, number, "tender.read", now=now)
    tender = visit.tender
    own = list(own_questions(tender, organisations_as(request.user, "bidder")))
    context = {
        "tender": tender,
        "organisation": tender.client,
        "own": own,
        "may_change": visit.may("question.ask"),
    }
    return render(request, "tenders/questions.html", context | questions_page(visit, now))


@require_http_methods(["GET", "HEAD", "POST"])
def question_ask(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "question.ask", now=now)
    form = AskForm(request.POST or None, suppliers=organisations_as(request.user, "bidder"))
    late = _late(tender, now)
    if request.method != "POST":
        if late:
            raise NotNow(late)
        return _ask_page(request, tender, form)
    if late or not form.is_valid():
        return _ask_page(request, tender, form, status=409 if late else 422, late=late)
    verbs.ask(tender, **form.question, by=request.user, now=now)
    messages.success(request, _("Your question has been sent. You find it here until it is answered."))
    return redirect("questions", number)


@require_POST
def question_withdraw(request: HttpRequest, number: str, question: int) -> HttpResponse:
    now = clock.now()
    verbs.withdraw(_own(request, number, question, now), now=now)
    messages.success(request, _("Your question has been withdrawn. It will not be answered."))
    return redirect("questions", number)


@require_POST
def question_agree(request: HttpRequest, number: str, question: int) -> HttpResponse:
    now = clock.now()
    verbs.agree(_own(request, number, question, now), now=now)
    messages.success(request, _("Your question will be answered to everybody, without your name."))
    return redirect("questions", number)


def _own(request: HttpRequest, number: str, question: int, now: datetime) -> AskedQuestion:
    """A question of someone else does not exist."""
    require_login(request.user, "question.own")
    found = get_object_or_404(AskedQuestion.objects.select_related("tender"), tender__number=number, pk=question)
    asks = any(supplier.pk == found.supplier_id for supplier in organisations_as(request.user, "bidder"))
    roles = roles_on(request.user, found.tender) | ({"asker"} if asks else set())
    access.require("question.own", roles, procedure.phase(found.tender, now))
    return found


def _late(tender: Tender, now: datetime) -> str:
    """Both moments in a sentence, once asking has ended."""
    if can_be_asked(tender, now):
        return ""
    moments = {"ends": moment_ms(asking_ends_at(tender)), "now": moment_ms(now)}
    return _("Questions could be asked until %(ends)s; it is now %(now)s.") % moments


def _ask_page(
    request: HttpRequest, tender: Tender, form: AskForm, *, status: int = 200, late: str = ""
) -> HttpResponse:
    context = {"tender": tender, "organisation": tender.client, "form": form, "late": late}
    return render(request, "tenders/question_ask.html", context | {"ends_at": asking_ends_at(tender)}, status=status)


# The officer ---------------------------------------------------------------------------------------------------------
@require_safe
def question_list(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    visit = visit_for(request.user, number, "questions.manage", now=now)
    tender = visit.tender
    asked = list(tender.asked_questions.select_related("supplier", "asked_by", "answer__batch"))
    context = {
        "tender": tender,
        "organisation": tender.client,
        "waiting": [each for each in asked if each.state == AskedQuestion.State.OPEN],
        "others": [each for each in asked if each.state != AskedQuestion.State.OPEN],
        "drafted": [each for each in asked if each.state == AskedQuestion.State.OPEN and each.reply],
        "ends_at": asking_ends_at(tender),
        "may_answer": visit.may("questions.answer"),
    }
    return render(request, "tenders/question_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question_answer(request: HttpRequest, number: str, question: int) -> HttpResponse:
    found = _waiting(request, number, question)
    if request.method != "POST":
        return _answer_page(request, found, AnswerForm(question=found))
    form = AnswerForm(request.POST, question=found)
    if not form.is_valid():
        return _answer_page(request, found, form, status=422)
    content = {"wording": found.text} | form.cleaned_data
    try:
        verbs.draft_answer(found, **content, by=request.user, now=clock.now())
    except ChangedMeanwhile:
        return _answer_page(request, found, form, status=409, changed_meanwhile=True)
    messages.success(request, _("The answer is kept. It is published together with the others."))
    return redirect("question_list", number)


@require_POST
def question_decline(request: HttpRequest, number: str, question: int) -> HttpResponse:
    found = _waiting(request, number, question)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _answer_page(request, found, AnswerForm(question=found), status=422, decline_form=form)
    verbs.decline_confidentiality(found, **form.cleaned_data, by=request.user, now=clock.now())
    messages.success(request, _("The supplier gets your reason by mail, and chooses."))
    return redirect("question_list", number)


@require_POST
def question_amend(request: HttpRequest, number: str, question: int) -> HttpResponse:
    """An amendment that follows from this question."""
    tender = tender_for(request.user, number, "amendment.write", now=clock.now())
    start_from(get_object_or_404(tender.asked_questions, pk=question), by=request.user)
    return redirect("amendment", number)


def _waiting(request: HttpRequest, number: str, question: int) -> AskedQuestion:
    tender = tender_for(request.user, number, "questions.answer", now=clock.now())
    found = get_object_or_404(tender.asked_questions.select_related("supplier", "asked_by", "tender"), pk=question)
    if found.state != AskedQuestion.State.OPEN:
        raise NotNow(_("This question is already %(state)s.") % {"state": found.get_state_display()})
    return found


def _answer_page(
    request: HttpRequest, question: AskedQuestion, form: AnswerForm, *, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "tender": question.tender,
        "organisation": question.tender.client,
        "question": question,
        "form": form,
        "decline_form": DeclineForm(),
    }
    return render(request, "tenders/question_answer.html", context | extra, status=status)
