from django.contrib import admin
from django.http import HttpRequest

from audit.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """To look, not to touch; an event before the opening holds no more than a bid's public number."""

    list_display = ("sequence", "at", "act", "actor_id", "object_type", "object_id", "tender")
    list_filter = ("act",)
    search_fields = ("=tender", "=object_id")
    ordering = ("-sequence",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False
