"""The steps: how many go on, what happens when all is equal, how long a promised standstill lasts."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tenders.posting.findings import WARNING, Case, Finding

from .phrases import NUMBER, number, sentences

INVITED = re.compile(r"\b(?:uitgenodigd|uitnodig\w*|nodigt|nodigen|kiest|kiezen|keuze)\b", re.IGNORECASE)
TALK = re.compile(
    r"\b(?:selectie|kennismakings|sollicitatie)?(?:gesprek|gesprekken|interview|interviews)\b", re.IGNORECASE
)
SCORED = re.compile(r"\bpunten\b|\bscoren?\b|\bscore\b|gunningscriteri|selectiecriteri|wensen", re.IGNORECASE)
EQUAL = re.compile(r"\bgelijke?\b|\bex aequo\b", re.IGNORECASE)
# The lot, who came first, or all of them going on: each settles a full tie.
SETTLES_A_FULL_TIE = re.compile(
    r"\b(?:het lot|loting|geloot|loten|verloot)\b"
    r"|volgorde van (?:binnenkomst|ontvangst)|eerst (?:ontvangen|ingediend|binnengekomen)"
    r"|\balle(?:n)?\b[^.]*\bgelijke?\b[^.]*\b(?:door|voorgelegd|geselecteerd|mee|uitgenodigd)\b"
    r"|\bgelijke?\b[^.]*\b(?:alle(?:n)?|beiden?|allebei)\b[^.]*\b(?:door|voorgelegd|geselecteerd|mee|uitgenodigd)\b",
    re.IGNORECASE,
)
STANDSTILL = r"(?:opschortende termijn|standstill\S*|wachttermijn|bezwaartermijn|opschortingstermijn)"
A_LENGTH = (
    r"(?:\d{1,2}|\b(?:zeven|tien|veertien|vijftien|twintig|dertig))\b\)?\s*(?:\(\d+\)\s*)?(?:kalender|werk)?dagen"
)
LENGTH_OF_STANDSTILL = re.compile(
    rf"{STANDSTILL}[^.\n]*?{A_LENGTH}|{A_LENGTH}[^.\n]*?{STANDSTILL}|{STANDSTILL}[^.\n]*?\b(?:weken|week)\b",
    re.IGNORECASE,
)


def _stages(case: Case) -> list[tuple[str, str, str]]:
    """(field, text, name with text) of each step."""
    return [
        (f"stages.{place}", str(stage.get("text") or ""), f"{stage.get('name') or ''}\n{stage.get('text') or ''}")
        for place, stage in enumerate(case.rows("stages"), start=1)
    ]


def _invitations(case: Case) -> tuple[str, str] | None:
    """The step that says who is invited to an interview: its field and the sentences that say so."""
    for field, _text, whole in _stages(case):
        said = [each for each in sentences(whole) if INVITED.search(each) and TALK.search(each)]
        if said:
            return field, "\n".join(said)
    return None


def number_of_interviews_is_said(case: Case) -> Iterator[Finding]:
    """Seed 000 invites "de beste kandidaten" without a number: nobody can tell who was passed over (domain 0)."""
    found = _invitations(case)
    if found and case.draft.get("invites") is None and not _numbers(found[1]):
        yield Finding("invites_missing", WARNING, "invites", {}, (found[0],))


CANDIDATES = r"(?:kandidaten|inschrijvingen|aanbiedingen|cv['’]?s|personen)"
HOW_MANY = re.compile(
    rf"\b(?P<number>{NUMBER})\s*(?:\(\d+\)\s*)?(?:\[[^\]]*\]\s*)?(?:(?:best\w*|hoogst\w*|voorgedragen|scorende)\s+){{0,2}}{CANDIDATES}",
    re.IGNORECASE,
)


def _numbers(text: str) -> set[int]:
    return {int(number(found["number"])) for found in HOW_MANY.finditer(text) if found["number"].lower() != "een"}


def counts_of_the_steps_agree(case: Case) -> Iterator[Finding]:
    """The text of a step and its own number must be one: the text is what suppliers read (domain 0, 5.5)."""
    shortlist, invites = case.draft.get("shortlist_size"), case.draft.get("invites")
    found = _invitations(case)
    told = _numbers(found[1]) - {shortlist} if found else set()
    if found and told and invites not in told:
        values = {"text": _listed(told), "field": invites}
        yield Finding("invites_differ", WARNING, "invites", values, (found[0],))
    for field, _text, whole in _stages(case):
        counted = _numbers(whole)
        is_invitation = found is not None and field == found[0]
        if shortlist and counted and SCORED.search(whole) and not is_invitation and shortlist not in counted:
            values = {"text": _listed(counted), "field": shortlist}
            yield Finding("shortlist_differs", WARNING, "shortlist_size", values, (field,))


def _listed(numbers: set[int]) -> str:
    return ", ".join(str(each) for each in sorted(numbers))


def a_full_tie_is_settled(case: Case) -> Iterator[Finding]:
    """Both seeds let the rate decide at equal points and say nothing of equal points and equal rates. The last rule
    must be published: the lot, or all of them go on (domain 3.6)."""
    stages = _stages(case)
    if not case.rows("criteria") or not stages:
        return
    told = [whole for _field, _text, whole in stages] + [case.text("other"), case.text("execution_condition")]
    if not any(SETTLES_A_FULL_TIE.search(text) for text in told):
        yield Finding("full_tie_unsettled", WARNING, _scoring_stage(stages), {})


def _scoring_stage(stages: list[tuple[str, str, str]]) -> str:
    for pattern in (EQUAL, SCORED):
        for field, _text, whole in stages:
            if pattern.search(whole) and SCORED.search(whole):
                return field
    return stages[0][0]


def standstill_has_a_length(case: Case) -> Iterator[Finding]:
    """A promised standstill binds, also where the law asks for none; seed 000 promises one without a length (domain
    3.2): nobody knows when the contract may be signed."""
    if case.draft.get("standstill") is not True:
        return
    told: list[Mapping[str, Any] | str] = [*case.rows("stages"), case.text("other")]
    texts = [str(each.get("text") or "") if isinstance(each, Mapping) else each for each in told]
    if not any(LENGTH_OF_STANDSTILL.search(text) for text in texts):
        yield Finding("standstill_without_length", WARNING, "standstill", {})
