from django.urls import path

from . import converters  # noqa: F401 — registers tender_number
from .views import amending, drafting, people, public, publishing, questions

OFFICE = "beheer/<tender_number:number>"

urlpatterns = [
    path("opdrachten/", public.tender_list, name="tenders"),
    path("opdrachten/<tender_number:number>/", public.tender_page, name="tender"),
    path(
        "opdrachten/<tender_number:number>/bijlagen/<int:attachment>/", public.attachment_file, name="tender_attachment"
    ),
    path("opdrachten/<tender_number:number>/vragen/", questions.questions, name="questions"),
    path("opdrachten/<tender_number:number>/vragen/stellen/", questions.question_ask, name="question_ask"),
    path(
        "opdrachten/<tender_number:number>/vragen/<int:question>/intrekken/",
        questions.question_withdraw,
        name="question_withdraw",
    ),
    path(
        "opdrachten/<tender_number:number>/vragen/<int:question>/openbaar/",
        questions.question_agree,
        name="question_agree",
    ),
    path("beheer/nieuw/", drafting.tender_new, name="tender_new"),
    path(f"{OFFICE}/voorbeeld/", drafting.tender_preview, name="tender_preview"),
    path(f"{OFFICE}/bewerken/<slug:section>/", drafting.tender_edit, name="tender_edit"),
    path(f"{OFFICE}/bijlagen/toevoegen/", drafting.attachment_add, name="tender_attachment_add"),
    path(f"{OFFICE}/bijlagen/<int:attachment>/weg/", drafting.attachment_remove, name="tender_attachment_remove"),
    path(f"{OFFICE}/publiceren/", publishing.tender_publish, name="tender_publish"),
    path(f"{OFFICE}/vragen/", questions.question_list, name="question_list"),
    path(f"{OFFICE}/vragen/<int:question>/", questions.question_answer, name="question_answer"),
    path(f"{OFFICE}/vragen/<int:question>/weigeren/", questions.question_decline, name="question_decline"),
    path(f"{OFFICE}/vragen/<int:question>/rectificatie/", questions.question_amend, name="question_amend"),
    path(f"{OFFICE}/rectificatie/", amending.amendment, name="amendment"),
    path(f"{OFFICE}/rectificatie/bewerken/<slug:section>/", amending.amendment_edit, name="amendment_edit"),
    path(f"{OFFICE}/rectificatie/weg/", amending.amendment_discard, name="amendment_discard"),
    path(f"{OFFICE}/mensen/", people.tender_people, name="tender_people"),
    path(f"{OFFICE}/mensen/toevoegen/", people.person_add, name="tender_person_add"),
    path(f"{OFFICE}/mensen/<int:assignment>/weg/", people.person_remove, name="tender_person_remove"),
]
