"""What Django asks of a password, in sentences that its own Dutch lacks or has wrong."""

from django.contrib.auth.password_validation import MinimumLengthValidator, UserAttributeSimilarityValidator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    def get_error_message(self) -> str:
        text = ngettext(
            "This password is too short: use at least %(n)s character.",
            "This password is too short: use at least %(n)s characters.",
            self.min_length,
        )
        return text % {"n": self.min_length}


class NotYourName(UserAttributeSimilarityValidator):
    def get_error_message(self) -> str:
        return _("This password is too much like your name or e-mail address.")
