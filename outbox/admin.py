from django.contrib import admin
from django.http import HttpRequest

from accounts.admin import OnlyTheFiltersShown
from outbox.models import Message


@admin.register(Message)
class MessageAdmin(OnlyTheFiltersShown, admin.ModelAdmin):
    """Whether the mail goes, never to whom or in which words: who hears of an assignment may be who bids on it."""

    list_display = ("pk", "about_type", "about_number", "state", "attempts", "error", "created_at", "due_at", "sent_at")
    list_filter = ("state", "about_type")
    search_fields = ("=about_number",)
    fields = (*list_display[1:], "language")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        return False
