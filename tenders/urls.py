from django.urls import path

from . import converters  # noqa: F401 — registers tender_number
from .views import checking, drafting, feeds, following, people, picking, profiles, public, publishing

OFFICE = "beheer/<tender_number:number>"

urlpatterns = [
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("robots.txt", feeds.robots, name="robots"),
    path("opdrachten/", public.tender_list, name="tenders"),
    path("opdrachten/agenda.ics", feeds.tenders_calendar, name="tenders_calendar"),
    path("opdrachten/atom.xml", feeds.tenders_feed, name="tenders_feed"),
    path("opdrachten/open.json", feeds.tenders_json, name="tenders_json"),
    path("opdrachten/<tender_number:number>/", public.tender_page, name="tender"),
    path("opdrachten/<tender_number:number>/agenda.ics", feeds.tender_calendar, name="tender_calendar"),
    path(
        "opdrachten/<tender_number:number>/bijlagen/<int:attachment>/", public.attachment_file, name="tender_attachment"
    ),
    path("opdrachten/<tender_number:number>/volgen/", following.tender_follow, name="tender_follow"),
    path("opdrachten/<tender_number:number>/niet-volgen/", following.tender_unfollow, name="tender_unfollow"),
    path("volgen/", following.follows, name="follows"),
    path("volgen/zoekopdracht/", following.search_save, name="search_save"),
    path("volgen/zoekopdracht/<int:search>/mail/", following.search_mail, name="search_mail"),
    path("volgen/zoekopdracht/<int:search>/weg/", following.search_remove, name="search_remove"),
    path("afmelden/<str:token>/", following.unsubscribe, name="unsubscribe"),
    path("afmelden/<str:token>/toch-niet/", following.unsubscribe_undo, name="unsubscribe_undo"),
    path("beheer/nieuw/", drafting.tender_new, name="tender_new"),
    path(f"{OFFICE}/voorbeeld/", drafting.tender_preview, name="tender_preview"),
    path(f"{OFFICE}/bewerken/<slug:section>/", drafting.tender_edit, name="tender_edit"),
    path(f"{OFFICE}/competenties/", picking.tender_competences, name="tender_competences"),
    path(f"{OFFICE}/bewerken/<slug:section>/controle/", checking.tender_check_section, name="tender_check_section"),
    path(f"{OFFICE}/controle/", checking.tender_check, name="tender_check"),
    path(f"{OFFICE}/controle/laten-staan/", checking.finding_overrule, name="finding_overrule"),
    path(f"{OFFICE}/controle/terugnemen/", checking.finding_restore, name="finding_restore"),
    path(f"{OFFICE}/laten-staan/", checking.tender_overruled, name="tender_overruled"),
    path(f"{OFFICE}/bijlagen/toevoegen/", drafting.attachment_add, name="tender_attachment_add"),
    path(f"{OFFICE}/bijlagen/<int:attachment>/weg/", drafting.attachment_remove, name="tender_attachment_remove"),
    path(f"{OFFICE}/publiceren/", publishing.tender_publish, name="tender_publish"),
    path(f"{OFFICE}/publiceren/vragen/", publishing.tender_publish_ask, name="tender_publish_ask"),
    path(f"{OFFICE}/mensen/", people.tender_people, name="tender_people"),
    path(f"{OFFICE}/mensen/toevoegen/", people.person_add, name="tender_person_add"),
    path(f"{OFFICE}/mensen/<int:assignment>/weg/", people.person_remove, name="tender_person_remove"),
    path("functieprofielen/", profiles.profile_list, name="profiles"),
    path("functieprofielen/nieuw/", profiles.profile_new, name="profile_new"),
    path("functieprofielen/vergelijken/", profiles.profile_compare, name="profile_compare"),
    path("functieprofielen/<slug:profile>/", profiles.profile_page, name="profile"),
    path("functieprofielen/<slug:profile>/opdracht/", picking.profile_start, name="profile_start"),
    path("functieprofielen/<slug:profile>/bewerken/<slug:part>/", profiles.profile_edit, name="profile_edit"),
    path("functieprofielen/<slug:profile>/verwijderen/", profiles.profile_delete, name="profile_delete"),
]
