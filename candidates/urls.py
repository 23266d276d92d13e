from django.urls import path

from .views import bids, confirming, drafting, evidence, files, opening, preview, proving, publishing, submitting

urlpatterns = [
    path("inschrijvingen/", bids.bids, name="bids"),
    path("opdrachten/<str:number>/inschrijven/", bids.bid_start, name="bid_start"),
    path("inschrijvingen/<str:number>/", bids.bid, name="bid"),
    path("inschrijvingen/<str:number>/bewerken/", drafting.bid_edit, name="bid_edit"),
    path("inschrijvingen/<str:number>/bewerken/<slug:step>/", drafting.bid_step, name="bid_step"),
    path("inschrijvingen/<str:number>/verwijderen/<slug:upload>/", drafting.bid_file_remove, name="bid_file_remove"),
    path("inschrijvingen/<str:number>/weggooien/", drafting.bid_discard, name="bid_discard"),
    path("inschrijvingen/<str:number>/vindplaatsen/", evidence.bid_evidence, name="bid_evidence"),
    path("inschrijvingen/<str:number>/vindplaatsen/weg/", evidence.bid_evidence_remove, name="bid_evidence_remove"),
    path("inschrijvingen/<str:number>/vindplaatsen/terug/", evidence.bid_evidence_find, name="bid_evidence_find"),
    path(
        "inschrijvingen/<str:number>/vindplaatsen/<str:criterion>/",
        evidence.bid_evidence_mark,
        name="bid_evidence_mark",
    ),
    path("inschrijvingen/<str:number>/cv/<int:page>.png", evidence.bid_cv_page, name="bid_cv_page"),
    path("inschrijvingen/<str:number>/controleren/", submitting.bid_check, name="bid_check"),
    path("inschrijvingen/<str:number>/indienen/", submitting.bid_submit, name="bid_submit"),
    path("inschrijvingen/<str:number>/ontvangst/", submitting.bid_receipt, name="bid_receipt"),
    path("inschrijvingen/<str:number>/bewijs/", proving.bid_proof, name="bid_proof"),
    path("inschrijvingen/<str:number>/bestand/<uuid:file>/", files.bid_file, name="bid_file"),
    path("beheer/<str:number>/voorbeeld/inschrijving/", preview.bid_preview, name="bid_preview"),
    path("inschrijvingen/<str:number>/bevestigen/", confirming.bid_confirm, name="bid_confirm"),
    path("inschrijvingen/<str:number>/heropenen/", confirming.bid_reopen, name="bid_reopen"),
    path("beheer/<str:number>/vragen/publiceren/", publishing.answers_publish, name="answers_publish"),
    path("beheer/<str:number>/rectificatie/publiceren/", publishing.amendment_publish, name="amendment_publish"),
    path("beheer/<str:number>/sluiting/", publishing.closing_move, name="closing_move"),
    path("beheer/<str:number>/opening/", opening.opening, name="opening"),
]
