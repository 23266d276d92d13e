"""A question, its answer and an amendment in a real browser: the officer's pages and the supplier's, each looked at."""

from datetime import timedelta

from django.urls import reverse
from playwright.sync_api import expect

from tenders.services.questions import ask
from tests.candidates.factories import IN_TIME, a_draft, a_pdf, a_submitted_bid
from tests.candidates.test_confirming import amend, reworded
from tests.factories import BEFORE_RAALTE_CLOSES, a_posting, published, published_raalte
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
    desk.open("/").get_by_text("2 vragen te beantwoorden").wait_for()
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


def test_a_file_is_replaced_and_a_draft_is_asked_again(visitors, officer, supplier, noord, clock_at, tmp_path):
    """By the officer on the page of the files; the supplier had begun a bid and submitted nothing."""
    clock_at(BEFORE_RAALTE_CLOSES)
    tender = a_posting(by=officer)
    first, second = tmp_path / "rooster-1.pdf", tmp_path / "rooster-2.pdf"
    first.write_bytes(a_pdf("Rooster van maart"))
    second.write_bytes(a_pdf("Rooster van april"))
    desk = visitors("officer").log_in(officer)
    page = desk.open(reverse("tender_attachments", args=NUMBER))
    with desk.expecting(422):
        go_on(page)
    desk.look("officer-attachments-errors")
    write(page, {"name": "Rooster"})
    page.locator("[name=file]").set_input_files(first)
    go_on(page)
    expect(page.get_by_role("link", name="Rooster")).to_be_visible()
    desk.look("officer-attachments")

    published(tender)
    bid = a_draft(tender, noord, now=BEFORE_RAALTE_CLOSES)
    page = desk.open(reverse("amendment_attachments", args=NUMBER))
    page.get_by_role("link", name="Vervangen Rooster").click()
    page.locator("[name=file]").set_input_files(second)
    go_on(page)
    expect(page.get_by_text("De rectificatie vervangt deze")).to_be_visible()
    desk.look("officer-amendment-attachments")
    press(page, "Back to the amendment")
    press(page, "Knock-out criteria")
    write(page, {"knock_outs-1-text": "Minimaal 3 jaar ervaring aan de telefoon in de afgelopen 5 jaar"})
    go_on(page)
    page.wait_for_url(f"**{reverse('amendment', args=NUMBER)}")
    go_on(page)
    write(page, {"reason": "Het rooster is nu bekend."})
    go_on(page)
    page.wait_for_url(f"**{reverse('tender_manage', args=NUMBER)}")

    visitor = visitors("supplier").log_in(supplier)
    page = visitor.open(reverse("tender", args=NUMBER))
    expect(page.get_by_text("tot en met versie 1 van de regels")).to_be_visible()
    visitor.look("assignment-amended-attachment")
    page = visitor.open(reverse("bid_step", args=[bid.number, "knock-outs"]))
    expect(page.get_by_text("Dit criterium zegt iets anders dan toen u het beantwoordde")).to_be_visible()
    visitor.look("bid-step-asked-again")
