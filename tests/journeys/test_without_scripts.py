"""Browsers without scripts: everything can be done, only with a few more pages."""

from playwright.sync_api import expect

from candidates.models import Bid
from tests.candidates.factories import IN_TIME, a_pdf
from tests.factories import BEFORE_RAALTE_CLOSES, a_tender, published_raalte
from tests.journeys.hands import go_on, number_of_bid, press, save_step, to_step, write


def test_a_supplier_comes_from_the_list_to_the_receipt(visitors, clock_at, supplier, tmp_path):
    published_raalte()
    clock_at(IN_TIME)
    visitor = visitors("supplier", scripts=False).log_in(supplier)
    page = visitor.open("/opdrachten/")
    page.get_by_role("link", name="Medewerker klantportaal - telefonie").click()
    press(page.locator("main"), "Start your bid")
    if page.url.endswith("/inschrijven/"):
        go_on(page)
    go_on(page)
    write(page, {"candidate": "Wiebe Haverkamp", "candidate_email": "wiebe@haverkamp.test"})
    write(page, {"hours_per_week": "28", "available_from": "per direct"})
    go_on(page)
    write(page, {"hourly_rate": "54,50"})
    go_on(page)
    for number in range(1, 6):
        page.locator(f"#id_statement_{number}_0").check()
    go_on(page)
    cv = tmp_path / "cv.pdf"
    cv.write_bytes(b"%PDF-1.7 broken")
    page.locator("#id_cv").set_input_files(cv)
    with visitor.expecting(422):
        go_on(page)
    cv.write_bytes(a_pdf("Wiebe Haverkamp", pages=3))
    page.locator("#id_cv").set_input_files(cv)
    save_step(page)
    to_step(page, "cv")
    page.locator("button[form=remove_cv]").click()
    page.locator("#id_cv").set_input_files(cv)
    save_step(page)
    to_step(page, "motivatie")
    write(page, {"motivation": "Ik luister graag en los dingen op."})
    save_step(page)
    go_on(page)
    visitor.picture("without-scripts-check")
    go_on(page)
    page.wait_for_url("**/ontvangst/")
    bid = Bid.objects.get(number=number_of_bid(page))
    expect(page.locator("main")).to_contain_text(bid.versions.get().sha256)


def test_an_officer_adds_a_criterion_and_a_level(visitors, clock_at, officer):
    tender = a_tender(number="10001", by=officer)
    clock_at(BEFORE_RAALTE_CLOSES)
    visitor = visitors("officer", scripts=False).log_in(officer)
    page = visitor.open("/beheer/10001/bewerken/criteria/")
    for place, (text, points) in enumerate((("Diploma", "10"), ("Ervaring", "60"), ("Telefonie", "30"))):
        write(page, {f"criteria-{place}-text": text, f"criteria-{place}-points": points})
    press(page, "Add an award criterion")
    write(page, {"criteria-3-text": "Overbodig", "criteria-3-points": "1"})
    page.locator("[data-rows=criteria-1-levels] > button").click()
    write(
        page, {"criteria-1-levels-0-label": "a", "criteria-1-levels-0-text": "Ruim", "criteria-1-levels-0-points": "60"}
    )
    page.locator("[name=criteria-3-DELETE]").check()
    visitor.picture("without-scripts-criteria")
    go_on(page)
    made = [(each.text, each.points, [level.label for level in each.levels.all()]) for each in tender.criteria.all()]
    assert made == [("Diploma", 1000, []), ("Ervaring", 6000, ["a"]), ("Telefonie", 3000, [])]
