"""A question, its answer and an amendment in a real browser: the officer's pages and the supplier's, each looked at."""

from datetime import timedelta

from django.urls import reverse
from playwright.sync_api import expect

from tenders.services.questions import ask
from tests.candidates.factories import IN_TIME, a_submitted_bid
from tests.candidates.test_confirming import amend, reworded
from tests.factories import BEFORE_RAALTE_CLOSES, published_raalte
from tests.journeys.hands import field, go_on, press, write

NUMBER = ["27750"]


def test_a_question_is_answered_the_assignment_amended_and_the_bid_confirmed(
    visitors, officer, supplier, noord, clock_at
):
    tender = published_raalte(by=officer)
    clock_at(BEFORE_RAALTE_CLOSES)
    bid = a_submitted_bid(tender, noord, now=BEFORE_RAALTE_CLOSES)
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("question_ask", args=NUMBER))
    with visitor.expecting(422):
        go_on(page)
    visitor.look("question-ask-errors")
    write(page, {"text": "Klopt het maximale tarief? Wij van Noord twijfelen."})
    go_on(page)
    page.wait_for_url(f"**{reverse('questions', args=NUMBER)}")
    ask(tender, text="Ons plan?", reason="Bedrijfsgeheim.", supplier=noord, by=supplier, now=BEFORE_RAALTE_CLOSES)

    desk = visitors("officer").log_in(officer)
    desk.page.get_by_text("2 vragen te beantwoorden").wait_for()
    board = desk.open(reverse("question_list", args=NUMBER))
    desk.look("officer-questions")
    board.get_by_role("link", name="Ons plan?").click()
    desk.look("officer-question-confidential")
    field(board, "because").fill("Iedereen heeft dit nodig.")
    press(board, "Decline, and let the supplier choose")
    board.get_by_role("link", name="Klopt het maximale tarief?").click()
    write(board, {"wording": "Klopt het maximale tarief?", "answer": "Nee, dat wordt 62 euro: zie de rectificatie."})
    go_on(board)
    clock_at(IN_TIME - timedelta(days=1))
    go_on(board)
    board.wait_for_url(f"**{reverse('answers_publish', args=NUMBER)}")
    with desk.expecting(422):
        go_on(board)
    desk.look("officer-answers-late")
    board.get_by_label("Die blijft op").check()
    go_on(board)
    board.wait_for_url(f"**{reverse('question_list', args=NUMBER)}")

    visitor.open(reverse("questions", args=NUMBER))
    visitor.look("questions-of-a-supplier")

    desk.open(reverse("amendment", args=NUMBER))
    press(board, "Rate and fee")
    write(board, {"rate_ceiling_cents": "62,00"})
    desk.look("officer-amendment-section")
    go_on(board)
    board.wait_for_url(f"**{reverse('amendment', args=NUMBER)}")
    desk.look("officer-amendment")
    go_on(board)
    write(board, {"reason": "Het maximale tarief was verkeerd overgenomen."})
    board.get_by_label("Die gaat naar het latere moment").check()
    write(board, {"closes_at_0": "2026-03-04", "invitations_by": "2026-03-05", "interviews_on": "2026-03-09"})
    desk.look("officer-amendment-publish")
    go_on(board)
    board.wait_for_url(f"**{reverse('tender_manage', args=NUMBER)}")
    desk.look("officer-after-amendment")
    desk.open(reverse("closing_move", args=NUMBER))
    desk.look("officer-closing-move")

    visitor.open(reverse("tender", args=NUMBER))
    visitor.look("assignment-amended")
    visitor.open(reverse("bid", args=[bid.number]))
    visitor.look("bid-to-confirm")
    go_on(page)
    page.wait_for_url(f"**{reverse('bid_confirm', args=[bid.number])}")
    visitor.look("bid-confirm")
    press(page, "Confirm and submit again")
    page.wait_for_url(f"**{reverse('bid_receipt', args=[bid.number])}")
    expect(page.get_by_text("versie 2")).to_be_visible()


def test_a_changed_sentence_is_answered_again_beside_the_old_one(visitors, officer, supplier, noord, clock_at):
    tender = published_raalte(by=officer)
    clock_at(IN_TIME)
    bid = a_submitted_bid(tender, noord)
    amend(tender, reworded(tender))
    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("bid_confirm", args=[bid.number]))
    visitor.look("bid-confirm-anew")
    with visitor.expecting(422):
        press(page, "Confirm and submit again")
    visitor.look("bid-confirm-anew-errors")
    page.get_by_label("Ja, hieraan is voldaan").check()
    press(page, "Confirm and submit again")
    page.wait_for_url(f"**{reverse('bid_receipt', args=[bid.number])}")
    expect(page.get_by_text("versie 2")).to_be_visible()
