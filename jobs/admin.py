"""Whether the work goes on, never what it is about: a job's key would tell what somebody is writing."""

from django.contrib import admin
from django.http import HttpRequest
from django_tasks_db.admin import DBTaskResult

from accounts.admin import OnlyTheFiltersShown

from .models import Job, Round

# The library's own page of its queue; what it shows stands in Job, with what the library does not know.
admin.site.unregister(DBTaskResult)


class ReadOnly(OnlyTheFiltersShown, admin.ModelAdmin):
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = ("pk", "kind", "state", "attempts", "error", "made_at", "queued_at", "leased_until", "finished_at")
    list_filter = ("state", "kind")
    fields = (*list_display[1:], "done_parts", "all_parts")


@admin.register(Round)
class RoundAdmin(ReadOnly):
    list_display = ("name", "due_at", "done_at", "error")
    list_filter = ()
    fields = list_display
