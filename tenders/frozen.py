"""What becomes unchangeable at publication, counted, for who is about to publish."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.weegschaal import euro, moment, points

from .models import Tender


def what_freezes(tender: Tender) -> list[str]:
    counted = [_knock_outs(tender), _criteria(tender), _steps(tender), _rate(tender), _dates(tender)]
    return [*filter(None, counted), _("All texts of the posting, its documents and attachments")]


def _knock_outs(tender: Tender) -> str:
    n = tender.knock_outs.count()
    return ngettext("%(n)s knock-out criterion", "%(n)s knock-out criteria", n) % {"n": n} if n else ""


def _criteria(tender: Tender) -> str:
    n = tender.criteria.count()
    text = ngettext(
        "%(n)s award criterion with its levels, %(total)s points in all",
        "%(n)s award criteria with their levels, %(total)s points in all",
        n,
    )
    return text % {"n": n, "total": points(tender.points_total)} if n else ""


def _steps(tender: Tender) -> str:
    n = tender.stages.count()
    text = ngettext(
        "The procedure in %(n)s step, and what decides at equal points",
        "The procedure in %(n)s steps, and what decides at equal points",
        n,
    )
    return text % {"n": n}


def _rate(tender: Tender) -> str:
    if tender.rate_ceiling_cents is None:
        return _("What the hourly rate includes, and the fee")
    values = {"amount": euro(tender.rate_ceiling_cents)}
    return _("The highest hourly rate of %(amount)s, what it includes, and the fee") % values


def _dates(tender: Tender) -> str:
    values = {"moment": moment(tender.closes_at)}
    return _("The planning, with the closing on %(moment)s") % values if tender.closes_at else ""
