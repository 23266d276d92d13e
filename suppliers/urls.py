from django.urls import path

from .views import colleagues, company, invitation

COMPANY = "organisatie/<int:organisation>"

urlpatterns = [
    path("organisatie/", company.company, name="company"),
    path(f"{COMPANY}/gegevens/", company.company_edit, name="company_edit"),
    path(f"{COMPANY}/collegas/", colleagues.colleagues, name="colleagues"),
    path(f"{COMPANY}/collegas/uitnodigen/", colleagues.colleague_invite, name="colleague_invite"),
    path(
        f"{COMPANY}/uitnodigingen/<uuid:invited>/intrekken/",
        colleagues.invitation_withdraw,
        name="invitation_withdraw",
    ),
    path(f"{COMPANY}/collegas/<int:membership>/weg/", colleagues.colleague_remove, name="colleague_remove"),
    path("uitnodiging/<str:invitation>/", invitation.invitation, name="invitation"),
]
