"""Questions of suppliers: asked until a moment, answered to everybody at once.

No event here names who asked: its actor is left empty, as with a bid. The officer reads it from the question itself.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.access import NotNow
from accounts.models import Organisation, User
from accounts.templatetags.weegschaal import moment_ms
from audit.chain import canonical
from audit.services import record
from outbox.letters import write
from outbox.services import post
from tenders.late import asking_ends_at, can_be_asked
from tenders.letters import about_tender
from tenders.models import Answer, AnswerBatch, AskedQuestion, Tender

from .amending import Closing, move_closing
from .drafting import ChangedMeanwhile
from .following import way_out_for_followers
from .standing import locked_open

State = AskedQuestion.State


class NothingToPublish(Exception):
    """No answer was chosen."""


@transaction.atomic
def ask(
    tender: Tender, *, text: str, supplier: Organisation, reason: str = "", by: User, now: datetime
) -> AskedQuestion:
    """`reason`: why it is confidential. The same once more, while it is open, is the question that is there: a second
    click. Raises NotNow from the moment at which asking ends."""
    tender, _locked_at = locked_open(tender)
    if not can_be_asked(tender, now):
        moments = {"ends": moment_ms(asking_ends_at(tender)), "now": moment_ms(now)}
        raise NotNow(_("Questions could be asked until %(ends)s. Your question came on %(now)s.") % moments)
    same = tender.asked_questions.filter(supplier=supplier, text=text, reason=reason, state=State.OPEN).first()
    if same is not None:
        return same
    question = AskedQuestion.objects.create(
        tender=tender,
        sequence=tender.asked_questions.count() + 1,
        text=text,
        confidential=bool(reason),
        reason=reason,
        supplier=supplier,
        asked_by=by,
        asked_at=now,
    )
    _tell("question.asked", question, by=None, now=now, confidential=question.confidential)
    return question


@transaction.atomic
def withdraw(question: AskedQuestion, *, now: datetime) -> None:
    """By its supplier, before it is answered."""
    question = _locked(question, State.OPEN, State.DECLINED)
    AskedQuestion.objects.filter(pk=question.pk).update(state=State.WITHDRAWN)
    _tell("question.withdrawn", question, by=None, now=now)


@transaction.atomic
def agree(question: AskedQuestion, *, now: datetime) -> None:
    """Its supplier lets a question that was not accepted as confidential be answered to everybody."""
    question = _locked(question, State.DECLINED)
    AskedQuestion.objects.filter(pk=question.pk).update(state=State.OPEN, confidential=False)
    _tell("question.agreed", question, by=None, now=now)


@transaction.atomic
def decline_confidentiality(question: AskedQuestion, *, because: str, by: User, now: datetime) -> None:
    """The supplier hears it and decides: answered to everybody, or withdrawn. Until then nothing is published."""
    question = _locked(question, State.OPEN)
    if not question.confidential:
        raise NotNow(_("This question is not confidential."))
    AskedQuestion.objects.filter(pk=question.pk).update(state=State.DECLINED, declined_because=because)
    _tell("question.declined", question, by=by, now=now)
    context = about_tender(question.tender, "questions") | {"because": because}
    number = f"{question.tender.number}:{question.sequence}"
    about = ("tender", question.tender.number)
    post(write("question_declined", context), to=[question.asked_by], key=f"declined:{number}", about=about, now=now)


@transaction.atomic
def draft_answer(
    question: AskedQuestion, *, wording: str, answer: str, seen: str, by: User, now: datetime
) -> AskedQuestion:
    """Keep the answer until it is published. Raises ChangedMeanwhile when a colleague saved after it was `seen`."""
    question = _locked(question, State.OPEN)
    wording = "" if wording == question.text else wording
    if (wording, answer) == (question.wording, question.reply):  # a second click
        return question
    if fingerprint(question) != seen:
        raise ChangedMeanwhile
    question.wording, question.reply = wording, answer
    question.save(update_fields=["wording", "reply"])
    _tell("question.drafted", question, by=by, now=now)
    return question


@transaction.atomic
def publish_answers(
    tender: Tender, chosen: Mapping[int, str], *, to: Iterable[User], by: User, closing: Closing | None = None
) -> AnswerBatch:
    """Publish the drafted answers of the `chosen` questions at once: their keys, each with the `fingerprint` of the
    words that were seen.

    Everyone in `to` gets one mail. With `closing` the closing moves in the same act. Raises NothingToPublish,
    ChangedMeanwhile, CannotAmend, NotNow.
    """
    tender, now = locked_open(tender)
    questions = list(drafted(tender).select_related("asked_by").filter(pk__in=chosen))
    if not chosen:
        raise NothingToPublish
    if {question.pk: fingerprint(question) for question in questions} != dict(chosen):
        raise ChangedMeanwhile
    sequence = tender.answer_batches.count() + 1
    batch = AnswerBatch.objects.create(tender=tender, sequence=sequence, published_at=now, published_by=by)
    answers = _answers(batch, questions)
    Answer.objects.bulk_create(answers)
    AskedQuestion.objects.filter(pk__in=[question.pk for question in questions]).update(state=State.ANSWERED)
    public = [answer for answer in answers if answer.position is not None]
    _mail(batch, answers, public=len(public), to=to)
    if closing is not None:
        move_closing(tender, closing, to=to, by=by)
    sequences = [question.sequence for question in questions]
    about = ("tender", tender.number)
    record("answers.published", by=by, about=about, tender=tender.number, now=now, batch=sequence, questions=sequences)
    return batch


def drafted(tender: Tender) -> QuerySet[AskedQuestion]:
    """The questions whose answers can be published."""
    return tender.asked_questions.waiting().exclude(reply="")


def fingerprint(question: AskedQuestion) -> str:
    """Changes with every word that would be published."""
    words = [question.confidential, question.published_wording, question.reply]
    return hashlib.sha256(canonical(words).encode()).hexdigest()[:16]


def _locked(question: AskedQuestion, *states: str) -> AskedQuestion:
    locked_open(question.tender)
    found = AskedQuestion.objects.select_related("tender", "asked_by").get(pk=question.pk)
    if found.state not in states:
        raise NotNow(_("This question is already %(state)s.") % {"state": found.get_state_display()})
    return found


def _answers(batch: AnswerBatch, questions: Iterable[AskedQuestion]) -> list[Answer]:
    """The public ones numbered on, after those of the posting itself and of earlier batches."""
    answers, last = [], _last_number(batch.tender)
    for question in questions:
        last += 0 if question.confidential else 1
        position = None if question.confidential else last
        text = question.text if question.confidential else question.published_wording
        answers.append(Answer(batch=batch, asked=question, position=position, question=text, answer=question.reply))
    return answers


def _last_number(tender: Tender) -> int:
    answered = Answer.objects.filter(batch__tender=tender, position__isnull=False).count()
    return tender.questions.count() + answered


def _mail(batch: AnswerBatch, answers: Iterable[Answer], *, public: int, to: Iterable[User]) -> None:
    tender, now = batch.tender, batch.published_at
    about = ("tender", tender.number)
    if public:
        letter = write("answers", about_tender(tender, "questions") | {"count": public})
        key = f"answers:{tender.number}:{batch.sequence}"
        post(letter, to=to, key=key, about=about, now=now, unsubscribe=way_out_for_followers(tender))
    for answer in answers:
        if answer.position is None:
            letter = write("answer_confidential", about_tender(tender, "questions"))
            key = f"answer:{tender.number}:{answer.asked.sequence}"
            post(letter, to=[answer.asked.asked_by], key=key, about=about, now=now)


def _tell(act: str, question: AskedQuestion, *, by: User | None, now: datetime, **data: object) -> None:
    number = question.tender.number
    record(act, by=by, about=("question", f"{number}/{question.sequence}"), tender=number, now=now, **data)
