from django.urls import path

from tenders import converters  # noqa: F401 — registers tender_number

from .views import (
    bench,
    career,
    events,
    forecast,
    home,
    opening,
    outcome,
    progress_messages,
    results,
    shortlist,
    stages,
    statistics,
    workspace,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("toegang/", home.access_table, name="access_table"),
    path("logboek/", events.events, name="events"),
    # the officer
    path("beheer/<tender_number:number>/", workspace.tender_manage, name="tender_manage"),
    path("beheer/<tender_number:number>/prognose/", forecast.forecast, name="forecast"),
    path("beheer/<str:number>/openen/", opening.vault_open, name="vault_open"),
    path("beheer/<str:number>/openen/beginnen/", opening.vault_begin, name="vault_begin"),
    path("beheer/<str:number>/beoordeling/", stages.progress, name="progress"),
    path("beheer/<str:number>/beoordeling/<int:run>/sluiten/", stages.run_close, name="run_close"),
    path("beheer/<str:number>/rangorde/", stages.ranking, name="ranking"),
    path("beheer/<str:number>/loting/", stages.draw, name="draw"),
    path("beheer/<str:number>/vrijgeven/", stages.release, name="release"),
    path("beheer/<str:number>/uitslag/", results.results, name="results"),
    path("beheer/<str:number>/uitslag/controleren/", results.results_check, name="results_check"),
    path("beheer/<str:number>/uitslag/bekendmaken/", results.results_make_known, name="results_make_known"),
    path("beheer/<str:number>/voortgang/", progress_messages.progress_message, name="progress_message"),
    path(
        "beheer/<str:number>/voortgang/controleren/",
        progress_messages.progress_message_check,
        name="progress_message_check",
    ),
    path(
        "beheer/<str:number>/voortgang/versturen/",
        progress_messages.progress_message_send,
        name="progress_message_send",
    ),
    # the supplier
    path("inschrijvingen/<str:number>/uitslag/", outcome.bid_outcome, name="bid_outcome"),
    path("inschrijvingen/<str:number>/uitslag/<int:letter>/pdf/", outcome.bid_letter_pdf, name="bid_letter_pdf"),
    path("organisatie/<int:organisation>/cijfers/", statistics.statistics, name="statistics"),
    path("inschrijvingen/<str:number>/loopbaan/", career.bid_career, name="bid_career"),
    # the assessor
    path("beoordelen/<str:number>/", bench.bench, name="bench"),
    path("beoordelen/<str:number>/<str:bid_number>/", bench.bench_bid, name="bench_bid"),
    path("beoordelen/<str:number>/<str:bid_number>/opslaan/", bench.bench_save, name="bench_save"),
    path("beoordelen/<str:number>/<str:bid_number>/inleveren/", bench.bench_hand_in, name="bench_hand_in"),
    path("beoordelen/<str:number>/<str:bid_number>/cv/<int:page>.png", bench.bench_page, name="bench_page"),
    path(
        "beoordelen/<str:number>/<str:bid_number>/document/<int:document>/<int:page>.png",
        bench.bench_document,
        name="bench_document",
    ),
    # the client
    path("shortlist/<str:number>/", shortlist.shortlist, name="shortlist"),
    path("shortlist/<str:number>/pdf/", shortlist.shortlist_pdf, name="shortlist_pdf"),
    path("shortlist/<str:number>/<str:bid_number>/", shortlist.shortlist_candidate, name="shortlist_candidate"),
    path("shortlist/<str:number>/<str:bid_number>/cv/<int:page>.png", shortlist.shortlist_page, name="shortlist_page"),
]
