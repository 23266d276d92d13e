"""An open assignment as schema.org/JobPosting, for search engines.

No baseSalary: the ceiling is the highest rate that a supplier may ask for an hour, and nobody's salary.
"""

from datetime import datetime
from typing import Any

from audit.clock import AMSTERDAM

from .models import Tender
from .templatetags.postings import prose


def job_posting(tender: Tender, *, url: str, published_at: datetime) -> dict[str, Any]:
    said = {
        "title": tender.title,
        "description": prose(tender.assignment_text),
        "url": url,
        "identifier": {"@type": "PropertyValue", "name": tender.run_by.name, "value": tender.number},
        "datePosted": published_at.astimezone(AMSTERDAM).date().isoformat(),
        "validThrough": tender.closes_at.astimezone(AMSTERDAM).isoformat(),
        "employmentType": "TEMPORARY",
        "hiringOrganization": {"@type": "Organization", "name": tender.client.name},
        "jobLocation": {"@type": "Place", "address": _place(tender)},
        "industry": str(tender.get_discipline_display()),
        "educationRequirements": tender.education_level,
        "workHours": _hours(tender),
        "jobStartDate": tender.start_on.isoformat() if tender.start_on else "",
        "totalJobOpenings": tender.positions_max,
        "directApply": False,
        "inLanguage": "nl",
    }
    filled = {name: value for name, value in said.items() if value != ""}
    return {"@context": "https://schema.org", "@type": "JobPosting"} | filled


def _place(tender: Tender) -> dict[str, str]:
    place = {"addressLocality": tender.client.place, "addressRegion": tender.region}
    return {"@type": "PostalAddress", "addressCountry": "NL"} | {name: value for name, value in place.items() if value}


def _hours(tender: Tender) -> str:
    hours = sorted({each for each in (tender.hours_min, tender.hours_max) if each})
    return "-".join(map(str, hours))
