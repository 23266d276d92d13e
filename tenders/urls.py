from django.urls import path

from . import converters  # noqa: F401 — registers tender_number
from .views import copying, drafting, intake, people, procedures, public, publishing

OFFICE = "beheer/<tender_number:number>"

urlpatterns = [
    path("opdrachten/", public.tender_list, name="tenders"),
    path("opdrachten/<tender_number:number>/", public.tender_page, name="tender"),
    path("opdrachten/<tender_number:number>/pdf/", public.tender_pdf, name="tender_pdf"),
    path(
        "opdrachten/<tender_number:number>/bijlagen/<int:attachment>/", public.attachment_file, name="tender_attachment"
    ),
    path("beheer/nieuw/", drafting.tender_new, name="tender_new"),
    path("beheer/kopieren/", copying.copy_choose, name="copy_choose"),
    path(f"{OFFICE}/kopieren/", copying.tender_copy, name="tender_copy"),
    path("beheer/inlezen/", intake.intake_new, name="intake_new"),
    path("beheer/inlezen/<uuid:intake>/", intake.intake_review, name="intake_review"),
    path(f"{OFFICE}/voorbeeld/", drafting.tender_preview, name="tender_preview"),
    path(f"{OFFICE}/bewerken/<slug:section>/", drafting.tender_edit, name="tender_edit"),
    path(f"{OFFICE}/procedure/", procedures.procedure_choose, name="procedure_choose"),
    path(f"{OFFICE}/procedure/vervangen/", procedures.procedure_replace, name="procedure_replace"),
    path(f"{OFFICE}/bijlagen/toevoegen/", drafting.attachment_add, name="tender_attachment_add"),
    path(f"{OFFICE}/bijlagen/<int:attachment>/weg/", drafting.attachment_remove, name="tender_attachment_remove"),
    path(f"{OFFICE}/publiceren/", publishing.tender_publish, name="tender_publish"),
    path(f"{OFFICE}/mensen/", people.tender_people, name="tender_people"),
    path(f"{OFFICE}/mensen/toevoegen/", people.person_add, name="tender_person_add"),
    path(f"{OFFICE}/mensen/<int:assignment>/weg/", people.person_remove, name="tender_person_remove"),
]
