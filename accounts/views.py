"""What a person sets for themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .forms import MailPreferencesForm
from .mail import preferences_of
from .models import MailPreferences
from .rules import require_general


@require_http_methods(["GET", "HEAD", "POST"])
def mail_preferences(request: HttpRequest) -> HttpResponse:
    require_general(request.user, "account.use")
    sent = request.POST if request.method == "POST" else None
    form = MailPreferencesForm(sent, instance=preferences_of(request.user))
    if sent is not None and form.is_valid():  # boxes alone: whatever is sent is an answer, also none of them
        MailPreferences.objects.update_or_create(user=request.user, defaults=form.cleaned_data)
        messages.success(request, _("Your choices about mail have been saved."))
        return redirect("mail_preferences")
    return render(request, "accounts/mail_preferences.html", {"form": form})
