"""The accounts of the demo. `load_demo` makes them; the login page lists them with the one password of the demo."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

DOMAIN = "demo.weegschaal.example"


@dataclass(frozen=True)
class DemoAccount:
    email: str
    name: str
    part: object  # a lazily translated description


ACCOUNTS = [
    DemoAccount(f"officer@{DOMAIN}", "Marit Oosterhof", _("procurement officer at the broker")),
    DemoAccount(f"assessor@{DOMAIN}", "Jelle Brandsma", _("assessor at the broker")),
    DemoAccount(f"reviewer@{DOMAIN}", "Fenna Nijenhuis", _("reviewer at the municipality of Raalte")),
    DemoAccount(f"reviewer-westland@{DOMAIN}", "Thijs van der Kooij", _("reviewer at the municipality of Westland")),
    DemoAccount(f"supplier1@{DOMAIN}", "Anouk Terpstra", _("supplier with a bid on both assignments")),
    DemoAccount(f"supplier2@{DOMAIN}", "Ruben Hoekstra", _("rival supplier")),
    DemoAccount(f"auditor@{DOMAIN}", "Wietske Postma", _("auditor: sees the event log, never a bid")),
]
