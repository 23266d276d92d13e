"""Where the CV shows what is asked: the supplier points at passages of it, in its own words."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import NotNow
from audit import clock
from candidates import vault
from candidates.asked import asked_by
from candidates.content import Draft, OfferedFile, Passage
from candidates.evidence import AskedPassage, asked_passage, asked_passages, stale
from candidates.marks import MarkedPage, mark, marked_page
from candidates.models import Bid
from candidates.passages import MOST_LINES, MOST_PER_CRITERION, between, key_of, lines_on
from candidates.reading import image_of, lines_by_page, page_of
from candidates.rules import bid_for
from candidates.services import find_again, mark_passage, remove_passage, require_draft
from candidates.steps import STEPS, after, place_among
from documents.reading import NoSuchPage
from documents.unreadable import Unreadable


@require_safe
def bid_evidence(request: HttpRequest, number: str) -> HttpResponse:
    bid = _bid(request, number)
    draft = vault.read_draft(bid, by=request.user)
    rows = [{"asked": each, "passages": _shown(each, draft)} for each in asked_passages(bid.tender)]
    onward = after(STEPS["vindplaatsen"], number, asked_by(bid.tender))
    context = {"rows": rows, "stale": stale(draft), "most": MOST_PER_CRITERION, "onward": onward}
    return render(request, "candidates/bid_evidence.html", _context(bid, draft) | context)


@require_http_methods(["GET", "HEAD", "POST"])
def bid_evidence_mark(request: HttpRequest, number: str, criterion: str) -> HttpResponse:
    bid = _bid(request, number)
    asked = asked_passage(bid.tender, criterion)
    if asked is None:
        raise Http404
    draft = vault.read_draft(bid, by=request.user)
    if draft.cv is None:
        raise NotNow(_("First add the CV: the passages are chosen in it."))
    picking = _picking(request, draft.cv)
    if request.method == "POST" and not picking.error:
        passage = picking.passage(asked, draft.cv, request.POST.get("level", ""))
        mark_passage(bid, passage, by=request.user, now=clock.now())
        messages.success(request, _("The passage on page %(page)s has been saved.") % {"page": passage.page})
        return redirect(f"{reverse('bid_evidence', args=[number])}#{asked.key}")
    status = 422 if request.method == "POST" else 200
    context = {"asked": asked, "picking": picking, "level": picking.level or _level(asked, draft), "most": MOST_LINES}
    return render(request, "candidates/bid_evidence_mark.html", _context(bid, draft) | context, status=status)


@require_POST
def bid_evidence_remove(request: HttpRequest, number: str) -> HttpResponse:
    bid = _bid(request, number)
    remove_passage(bid, request.POST.get("passage", ""), by=request.user, now=clock.now())
    messages.success(request, _("The passage has been removed."))
    return redirect("bid_evidence", number)


@require_POST
def bid_evidence_find(request: HttpRequest, number: str) -> HttpResponse:
    """Look in the present CV for the passages that were marked in an earlier one."""
    bid = _bid(request, number)
    draft = vault.read_draft(bid, by=request.user)
    before = stale(draft)
    if draft.cv is None or not before:
        return redirect("bid_evidence", number)
    try:
        pages = lines_by_page(draft.cv)
    except Unreadable as error:
        messages.error(request, error.message)
        return redirect("bid_evidence", number)
    after = stale(find_again(bid, pages, cv=draft.cv.sha256, by=request.user, now=clock.now()))
    _tell(request, found=len(before) - len(after), lost=len(after))
    return redirect("bid_evidence", number)


@require_safe
def bid_cv_page(request: HttpRequest, number: str, page: int) -> HttpResponse:
    """A page of the draft's CV as an image that the server made."""
    draft = vault.read_draft(_bid(request, number), by=request.user)
    if draft.cv is None:
        raise Http404
    try:
        image = image_of(draft.cv, page)
    except (NoSuchPage, Unreadable) as error:
        raise Http404 from error
    return HttpResponse(image, content_type="image/png", headers={"Cache-Control": "private, no-store"})


# Picking a passage ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Picking:
    """A page of the CV with the lines that were ticked on it. `error` says why they make no passage."""

    page: int
    lines: tuple[Any, ...]
    marked: MarkedPage | None
    chosen: tuple[int, ...] = ()
    error: str = ""
    level: str = ""

    @property
    def rows(self) -> list[dict[str, Any]]:
        first, last = (self.chosen[0], self.chosen[-1]) if self.chosen else (1, 0)
        return [
            {
                "number": number,
                "text": line.text,
                "mark": mark(line.box),
                "chosen": number in self.chosen,
                "picked": first <= number <= last,
            }
            for number, line in enumerate(self.lines, start=1)
        ]

    def passage(self, asked: AskedPassage, file: OfferedFile, level: str) -> Passage:
        text, box = between(self.lines, self.chosen[0], self.chosen[-1])
        claimed = level if level in asked.labels else ""
        return Passage(asked.kind, asked.number, self.page, text, box, claimed, file.sha256)


def _picking(request: HttpRequest, file: OfferedFile) -> Picking:
    typed = request.POST if request.method == "POST" else request.GET
    page = min(max(_number(typed.get("page", "")), 1), file.pages)
    try:
        found = page_of(file, page)
    except (Unreadable, NoSuchPage):
        return Picking(page, (), None, error=_("This page can't be read, so no passage can be chosen on it."))
    lines = lines_on(found, page)
    wanted = sorted({_number(each) for each in typed.getlist("line")})
    chosen = tuple(each for each in wanted if 1 <= each <= len(lines))
    marked = marked_page(found, [])
    error = _error(chosen, typed.get("cv", ""), file) if request.method == "POST" else ""
    return Picking(page, lines, marked, chosen, error, typed.get("level", ""))


def _error(chosen: tuple[int, ...], seen: str, file: OfferedFile) -> str:
    if seen != file.sha256:
        return _("The CV was replaced in the meantime. Choose the passage in the new one.")
    if not chosen:
        return _("Tick the lines that show it.")
    if chosen[-1] - chosen[0] >= MOST_LINES:
        return _("A passage has at most %(most)s lines. Point at where it begins.") % {"most": MOST_LINES}
    return ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


# The page ------------------------------------------------------------------------------------------------------------
def _bid(request: HttpRequest, number: str) -> Bid:
    bid = bid_for(request.user, number, "bid.edit", now=clock.now())
    require_draft(bid)
    return bid


def _context(bid: Bid, draft: Draft) -> dict[str, Any]:
    return {
        "bid": bid,
        "tender": bid.tender,
        "organisation": bid.tender.client,
        "saved_at": draft.saved_at,
        "cv": draft.cv,
        **place_among("vindplaatsen", asked_by(bid.tender)),
    }


def _shown(asked: AskedPassage, draft: Draft) -> list[dict[str, Any]]:
    sha256 = draft.cv.sha256 if draft.cv else ""
    return [
        {"passage": each, "key": key_of(each), "is_stale": each.cv != sha256}
        for each in draft.answers.evidence
        if (each.kind, each.number) == (asked.kind, asked.number)
    ]


def _level(asked: AskedPassage, draft: Draft) -> str:
    """That was claimed for the criterion before."""
    own = [each.level for each in draft.answers.evidence if (each.kind, each.number) == (asked.kind, asked.number)]
    return own[-1] if own else ""


def _tell(request: HttpRequest, *, found: int, lost: int) -> None:
    if found:
        text = ngettext(
            "%(n)s passage was found again in the new CV.", "%(n)s passages were found again in the new CV.", found
        )
        messages.success(request, text % {"n": found})
    if lost:
        text = ngettext(
            "%(n)s passage does not stand in the new CV.", "%(n)s passages do not stand in the new CV.", lost
        )
        messages.warning(request, text % {"n": lost})
