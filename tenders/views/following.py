"""What a person follows and searches for, the mail about it, and the way out of that mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.rules import require_general
from audit import clock
from tenders import ways_out
from tenders.filters import TenderFilter, in_words
from tenders.forms.search import MailForm, SearchSaveForm
from tenders.models import SavedSearch, Tender
from tenders.queries.listing import followed_by, open_now
from tenders.rules import tender_for
from tenders.services import following


@require_POST
def tender_follow(request: HttpRequest, number: str) -> HttpResponse:
    now = clock.now()
    tender = tender_for(request.user, number, "tender.follow", now=now)
    following.follow(tender, by=request.user, now=now)
    messages.success(request, _("You follow this assignment. You get a mail when answers or changes are published."))
    return redirect("tender", tender.number)


@require_POST
def tender_unfollow(request: HttpRequest, number: str) -> HttpResponse:
    tender = tender_for(request.user, number, "tender.unfollow", now=clock.now())
    following.unfollow(tender, by=request.user)
    messages.success(request, _("You no longer follow %(title)s.") % {"title": tender.title})
    return redirect("follows" if "from_list" in request.POST else tender)


@require_safe
def follows(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "following.use")
    searches = [_row(search) for search in request.user.searches.all()]
    context = {"tenders": followed_by(request.user, clock.now()), "searches": searches}
    return render(request, "tenders/follows.html", context)


@require_http_methods(["GET", "POST"])
def search_save(request: HttpRequest) -> HttpResponse:
    """The filters are in the address, as on the list."""
    require_general(request.user, "following.use")
    now = clock.now()
    query = TenderFilter(request.GET, open_now(now)).chosen.query
    initial = {"name": in_words(query)[:100], "mail": SavedSearch.Mail.DAILY}
    form = SearchSaveForm(request.POST or None, user=request.user, query=query, initial=initial)
    if request.method == "POST" and form.is_valid():
        following.keep_search(**form.cleaned_data, query=query, by=request.user, now=now)
        messages.success(request, _("Saved: %(section)s.") % {"section": form.cleaned_data["name"]})
        return redirect("follows")
    context = {"form": form, "words": in_words(query), "query": query, "list": _list(query)}
    return render(request, "tenders/search_save.html", context, status=422 if form.errors else 200)


@require_POST
def search_mail(request: HttpRequest, search: int) -> HttpResponse:
    require_general(request.user, "following.use")
    found = get_object_or_404(request.user.searches, pk=search)
    form = MailForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose when you want mail."))
        return redirect("follows")
    following.set_mail(found, form.cleaned_data["mail"], now=clock.now())
    messages.success(request, _("Saved: %(section)s.") % {"section": found.name})
    return redirect("follows")


@require_POST
def search_remove(request: HttpRequest, search: int) -> HttpResponse:
    require_general(request.user, "following.use")
    found = get_object_or_404(request.user.searches, pk=search)
    found.delete()
    messages.success(request, _("Removed: %(name)s.") % {"name": found.name})
    return redirect("follows")


# A mail program's own button has no form of this site to come from; the signed address is its permission.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Asking for the page changes nothing, because programs look at the links in a mail; its button, or the mail
    program's, does."""
    require_general(request.user, "site.read")
    way = ways_out.read(token)
    if request.method == "POST":
        following.end_mail(way)
    return _way_out_page(request, way, ended=request.method == "POST")


@require_POST
def unsubscribe_undo(request: HttpRequest, token: str) -> HttpResponse:
    require_general(request.user, "site.read")
    way = ways_out.read(token)
    following.begin_again(way, now=clock.now())
    return _way_out_page(request, way, undone=True)


def _way_out_page(request: HttpRequest, way: ways_out.WayOut, **state: bool) -> HttpResponse:
    tender = Tender.objects.public().filter(pk=way.tender).first()
    names = SavedSearch.objects.filter(pk__in=way.searches, user=way.user).values_list("name", flat=True)
    return render(request, "tenders/unsubscribe.html", {"way": way, "tender": tender, "names": names} | state)


def _row(search: SavedSearch) -> dict[str, object]:
    form = MailForm(initial={"mail": search.mail}, auto_id=f"id_{search.pk}_%s")
    return {"search": search, "words": in_words(search.query), "url": _list(search.query), "form": form}


def _list(query: str) -> str:
    return f"{reverse('tenders')}?{query}" if query else reverse("tenders")
