"""What an amendment asks anew: knock-outs whose sentence is another one than the bid answered."""

import json
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tenders.differences import Change
from tenders.models import KnockOut, RulesVersion

from .asked import Asked


@dataclass(frozen=True)
class Reworded:
    """`old` is the sentence that was answered; "" where there was no such knock-out."""

    knock_out: KnockOut
    old: str

    @property
    def changes(self) -> list[Change]:
        """Old beside new, as `tenders/parts/changes.html` shows them."""
        label = _("Criterion %(n)s") % {"n": self.knock_out.number}
        return [Change(_("Knock-out criteria"), label, self.old, self.knock_out.text)]


def reworded(under: RulesVersion, asked: Asked) -> list[Reworded]:
    """The knock-outs of now that say something else than under the same number in these rules, or that are new.

    Other white space is the same sentence.
    """
    said = {row["number"]: row["text"] for row in json.loads(under.rules)["knock_outs"]}
    return [
        Reworded(knock_out, said.get(knock_out.number, ""))
        for knock_out in asked.knock_outs
        if _words(said.get(knock_out.number, "")) != _words(knock_out.text)
    ]


def _words(text: str) -> list[str]:
    return text.split()
