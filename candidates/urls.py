from django.urls import path

from .views import bids, confirming, drafting, files, opening, preview, proving, publishing, reading, submitting

urlpatterns = [
    path("inschrijvingen/", bids.bids, name="bids"),
    path("opdrachten/<str:number>/inschrijven/", bids.bid_start, name="bid_start"),
    path("inschrijvingen/<str:number>/", bids.bid, name="bid"),
    path("inschrijvingen/<str:number>/bewerken/", drafting.bid_edit, name="bid_edit"),
    path("inschrijvingen/<str:number>/controleren/", submitting.bid_check, name="bid_check"),
    path("inschrijvingen/<str:number>/indienen/", submitting.bid_submit, name="bid_submit"),
    path("inschrijvingen/<str:number>/ontvangst/", submitting.bid_receipt, name="bid_receipt"),
    path("inschrijvingen/<str:number>/bewijs/", proving.bid_proof, name="bid_proof"),
    path("inschrijvingen/<str:number>/bestand/<uuid:file>/", files.bid_file, name="bid_file"),
    path("inschrijvingen/<str:number>/cv/gelezen/", reading.bid_cv_facts, name="bid_cv_facts"),
    path("beheer/<str:number>/voorbeeld/inschrijving/", preview.bid_preview, name="bid_preview"),
    path("inschrijvingen/<str:number>/bevestigen/", confirming.bid_confirm, name="bid_confirm"),
    path("inschrijvingen/<str:number>/heropenen/", confirming.bid_reopen, name="bid_reopen"),
    path("beheer/<str:number>/vragen/publiceren/", publishing.answers_publish, name="answers_publish"),
    path("beheer/<str:number>/rectificatie/publiceren/", publishing.amendment_publish, name="amendment_publish"),
    path("beheer/<str:number>/sluiting/", publishing.closing_move, name="closing_move"),
    path("beheer/<str:number>/opening/", opening.opening, name="opening"),
]
