"""What every letter about an assignment needs to say."""

from typing import Any

from django.urls import reverse

from outbox.letters import address

from .models import Tender


def about_tender(tender: Tender, page: str = "tender") -> dict[str, Any]:
    """`page` is the name of the address that the letter leads to."""
    return {"tender": tender, "url": address(reverse(page, args=[tender.number]))}
