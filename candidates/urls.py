from django.urls import path

from .views import bids, closing, confirming, drafting, files, opening, preview, proving, publishing, submitting

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
    path("beheer/<str:number>/voorbeeld/inschrijving/", preview.bid_preview, name="bid_preview"),
    path("inschrijvingen/<str:number>/bevestigen/", confirming.bid_confirm, name="bid_confirm"),
    path("inschrijvingen/<str:number>/heropenen/", confirming.bid_reopen, name="bid_reopen"),
    path("beheer/<str:number>/vragen/publiceren/", publishing.answers_publish, name="answers_publish"),
    path("beheer/<str:number>/rectificatie/publiceren/", publishing.amendment_publish, name="amendment_publish"),
    path("beheer/<str:number>/sluiting/", closing.closing_move, name="closing_move"),
    path("beheer/<str:number>/sluiting/storing/", closing.closing_reopen, name="closing_reopen"),
    path("beheer/<str:number>/sluiting/instemmen/", closing.closing_agree, name="closing_agree"),
    path("beheer/<str:number>/sluiting/intrekken/", closing.closing_take_back, name="closing_take_back"),
    path("beheer/<str:number>/opening/", opening.opening, name="opening"),
    path("beheer/<str:number>/opening/proces-verbaal.pdf", opening.opening_record_pdf, name="opening_pdf"),
    path("beheer/<str:number>/opening/proces-verbaal.json", opening.opening_record_text, name="opening_text"),
]
