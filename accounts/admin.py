"""People, organisations and roles can be managed here. Nothing that is offered or scored is in the admin at all."""

import allauth.account.admin  # noqa: F401 - registers what is taken out below
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import BaseUserCreationForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from audit import clock

from .models import Membership, Organisation, User
from .services import tell_changed, tell_given, tell_taken

# What somebody may do follows from memberships and assignments; groups mean nothing here.
admin.site.unregister(Group)
# An address added there would get a new password for the account by mail; a person's own is set on the person.
admin.site.unregister(EmailAddress)


class OnlyTheFiltersShown:
    """The admin also takes filters that its pages don't show, through each relation: they would tell who bids, asks or
    follows."""

    def lookup_allowed(self, lookup: str, value: object, request: HttpRequest | None = None) -> bool:
        shown = [str(each) for each in self.list_filter]
        return any(lookup == name or lookup.startswith(f"{name}__") for name in shown)


class NeverDeleted:
    """What asks whether to delete a row lists all that hangs on it: whose bids there are, and the letters about them.
    A person is made inactive instead."""

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class NewUserForm(BaseUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("organisation",)


@admin.register(User)
class UserAdmin(OnlyTheFiltersShown, NeverDeleted, DjangoUserAdmin):
    add_form = NewUserForm
    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "memberships__role")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login",)
    fieldsets = (
        (None, {"fields": ("email", "password", "name")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser", "last_login")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "name", "password1", "password2")}),)
    inlines = (MembershipInline,)

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """An address that is no longer the person's must not get a new password mailed."""
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            obj.emailaddress_set.all().delete()
            obj.emailaddress_set.create(email=obj.email, verified=True, primary=True)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool) -> None:
        """The person's roles."""
        before = list(Membership.objects.filter(user=form.instance))
        super().save_formset(request, form, formset, change)
        _tell_roles(before, list(Membership.objects.filter(user=form.instance)), by=request.user)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """The password and its event, or neither."""
        with transaction.atomic():
            return super().user_change_password(request, id, form_url)

    def log_change(self, request: HttpRequest, obj: User, message: object) -> object:
        """Of the form and of another password alike."""
        with transaction.atomic():
            tell_changed(obj, by=request.user, now=clock.now())
            return super().log_change(request, obj, message)


@admin.register(Organisation)
class OrganisationAdmin(OnlyTheFiltersShown, NeverDeleted, admin.ModelAdmin):
    list_display = ("name", "kind", "place", "kvk_number")
    list_filter = ("kind",)
    search_fields = ("name", "kvk_number")


@admin.register(Membership)
class MembershipAdmin(OnlyTheFiltersShown, admin.ModelAdmin):
    list_display = ("user", "role", "organisation")
    list_filter = ("role", "organisation__kind")
    list_select_related = ("user", "organisation")
    search_fields = ("user__email", "user__name", "organisation__name")
    autocomplete_fields = ("user", "organisation")

    def save_model(self, request: HttpRequest, obj: Membership, form: ModelForm, change: bool) -> None:
        before = list(Membership.objects.filter(pk=obj.pk))
        super().save_model(request, obj, form, change)
        _tell_roles(before, [obj], by=request.user)

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        self.delete_queryset(request, Membership.objects.filter(pk=obj.pk))

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        _tell_roles(list(queryset), [], by=request.user)
        super().delete_queryset(request, queryset)


def _tell_roles(before: list[Membership], after: list[Membership], *, by: User) -> None:
    """What was given and taken, also by a change of one row."""
    held, holds = {_role(each): each for each in before}, {_role(each): each for each in after}
    now = clock.now()
    tell_taken([each for role, each in held.items() if role not in holds], by=by, now=now)
    tell_given([each for role, each in holds.items() if role not in held], by=by, now=now)


def _role(membership: Membership) -> tuple[int, int, str]:
    return membership.user_id, membership.organisation_id, membership.role
