from django.urls import path

from .views import bids, drafting, files, opening, preview, submitting

urlpatterns = [
    path("inschrijvingen/", bids.bids, name="bids"),
    path("opdrachten/<str:number>/inschrijven/", bids.bid_start, name="bid_start"),
    path("inschrijvingen/<str:number>/", bids.bid, name="bid"),
    path("inschrijvingen/<str:number>/bewerken/", drafting.bid_edit, name="bid_edit"),
    path("inschrijvingen/<str:number>/controleren/", submitting.bid_check, name="bid_check"),
    path("inschrijvingen/<str:number>/indienen/", submitting.bid_submit, name="bid_submit"),
    path("inschrijvingen/<str:number>/ontvangst/", submitting.bid_receipt, name="bid_receipt"),
    path("inschrijvingen/<str:number>/bestand/<uuid:file>/", files.bid_file, name="bid_file"),
    path("beheer/<str:number>/voorbeeld/inschrijving/", preview.bid_preview, name="bid_preview"),
    path("beheer/<str:number>/opening/", opening.opening, name="opening"),
]
