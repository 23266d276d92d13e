"""The headings under which postings put their parts. A new way of saying one is a line here."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

# Each pattern must match the whole heading, in small letters, without its number, marks and closing colon.
SECTIONS: Final[dict[str, str]] = {
    "execution_condition": r"(?:bijzondere )?uitvoerings(?:voorwaarden?|eisen?)(?: (?:opdracht|dba))?",
    "organisation": (
        r"(?:de |onze )?organisatie|over (?:de organisatie|ons|de opdrachtgever|de gemeente|"
        r"de gemeente \w{2,30}|gemeente \w{2,30})|"
        r"(?:de )?opdrachtgever|wie (?:zijn wij|wij zijn|zijn we|we zijn)|(?:omschrijving|"
        r"beschrijving)(?: van)?(?: de)? organisatie|"
        r"organisatie(?:omschrijving|beschrijving)|de gemeente|organisatie (?:en|/) afdeling|over onze organisatie"
    ),
    "assignment": (
        r"(?:de |jouw |onze )?opdracht|opdracht(?:omschrijving|beschrijving)|(?:omschrijving|beschrijving|"
        r"inhoud)(?: van)?(?: de)? "
        r"(?:opdracht|functie|werkzaamheden)|(?:de )?functie|functie(?:omschrijving|beschrijving|-inhoud|inhoud)|"
        r"(?:jouw |de |taken en )?werkzaamheden|(?:jouw |de )?taken|taken en (?:verantwoordelijkheden|werkzaamheden)|"
        r"wat (?:ga je|je gaat|gaat u) doen|omschrijving|opdracht ?/ ?werkzaamheden|over de (?:opdracht|functie)"
    ),
    "knock_outs": (
        r"(?:(?:minimale |harde )?(?:vereisten|eisen)|functie-?eisen|minimum-?(?:eisen|vereisten)|minimale criteria)"
        r"(?: ?(?:/|en|\(|-|–) ?(?:knock-? ?outs?(?:[ -]?(?:criteria|eisen))?|ko(?:[ -]?(?:criteria|eisen))?|"
        r"minimumeisen)\)?)?|"
        r"knock-? ?outs?(?:[ -]?(?:criteria|criterium|eisen))?(?: ?(?:/|en|\() ?(?:minimum-?|"
        r"minimale )?(?:eisen|vereisten)\)?)?|"
        r"ko[ -]?(?:criteria|eisen)|uitsluitingscriteria|geschiktheidseisen|eisen aan de kandidaat|"
        r"eisen (?:kandidaat|professional)"
    ),
    "criteria": (
        r"(?:sub-?)?(?:gunning|gunnings|selectie|beoordelings|wegings|kwaliteits|score|functie)-?(?:criteria|"
        r"wensen)|wensen|"
        r"functiewensen|(?:gunningscriteria|selectiecriteria|wensen|gunningcriteria) ?(?:/|en|"
        r"&) ?(?:gunnings?criteria|selectiecriteria|wensen)|"
        r"(?:kwalitatieve |te wegen |gewogen )(?:gunningscriteria|selectiecriteria|criteria|wensen)|"
        r"nadere (?:gunnings|selectie)criteria"
    ),
    "requirements": r"eisen (?:en|&|/) wensen|functie-eisen (?:en|&|/) -?wensen|criteria",
    "competences": (
        r"(?:(?:gevraagde|gewenste|vereiste|persoonlijke|benodigde|de) )?(?:competenties|gedragscompetenties|"
        r"kerncompetenties)|"
        r"competenties (?:en|/|&) (?:vaardigheden|eigenschappen|persoonskenmerken)|competentieprofiel|"
        r"(?:persoonlijke )?vaardigheden|"
        r"persoonskenmerken|persoonlijke eigenschappen|vaardigheden en competenties"
    ),
    "procedure": (
        r"(?:de )?(?:beoordeling|beoordelingsprocedure|selectieprocedure|procedure|beoordelingsproces|"
        r"gunningsprocedure|selectie|"
        r"beoordelingswijze|selectieproces|beoordelings- en gunningsprocedure|procedure en beoordeling)|"
        r"(?:wijze|verloop) van (?:beoordeling|beoordelen|selectie)|verloop (?:van de )?procedure|"
        r"beoordeling en (?:selectie|gunning)"
    ),
    "award": r"(?:voorlopige )?gunning|gunning (?:van )?(?:de )?opdracht|gunningsbesluit|opschortende termijn",
    "function_scale": r"(?:functie|loon|salaris)?-?schaal|inschaling|functieschaal (?:en|/) cao|salarisschaal",
    "cao": r"cao|toepasselijke cao|cao en inlenersbeloning|inlenersbeloning",
    "fee": r"(?:de )?fee(?: flextender)?|bemiddelings(?:fee|vergoeding)|vergoeding (?:flextender|bemiddelaar)|"
    r"kosten (?:flextender|bemiddeling)|fee bemiddelaar",
    "positions": (
        r"(?:benodigd |gevraagd |gewenst )?aantal (?:benodigde |gevraagde |te leveren )?(?:professionals?|"
        r"kandidaten|posities|personen|medewerkers|plaatsen|plekken|functionarissen)"
        r"(?: benodigd)?"
    ),
    "cv": r"cv[ -]?(?:eisen|vereisten|voorwaarden)?|eisen (?:aan )?(?:het |de )?cv(?:['’]?s)?|curriculum vitae|"
    r"cv en referenties|vereisten cv",
    "work_days": r"werkdagen(?: ?(?:en|/|-) ?(?:werk)?-?tijden| en hybride werken)?|werktijden|"
    r"werkdagen ?/ ?uren|dagen en tijden|werkdagen en locatie",
    "planning": r"(?:de )?planning(?: (?:procedure|gesprekken|selectiegesprekken))?|tijdpad|tijdspad|tijdlijn|"
    r"belangrijke data|data|(?:selectie)?gesprekken|planning en data|termijnen",
    "rate": r"(?:het )?(?:uur)?tarief|(?:maximum|maximaal|max\.?) ?(?:uur)?tarief|tarieven|tariefplafond|prijs",
    "other": (
        r"overige(?: (?:informatie|bepalingen|voorwaarden|zaken|opmerkingen|eisen|bijzonderheden))?|overig|"
        r"aanvullende (?:informatie|voorwaarden)|"
        r"bijzonderheden|extra informatie|verdere informatie|opmerkingen"
    ),
    "more": (
        r"meer informatie|(?:nadere |contact)?informatie(?: en contact)?|contact(?:gegevens|persoon)?|vragen|"
        r"informatie en vragen|vragen en (?:antwoorden|contact|inlichtingen)|"
        r"inlichtingen|nota van inlichtingen|vragen stellen|reageren|vraag en antwoord|"
        r"gestelde vragen(?: en antwoorden)?|q&a"
    ),
    "documents": r"(?:benodigde |gevraagde |aan te leveren |in te dienen )?(?:documenten|bewijsstukken|"
    r"bijlagen)|documenten bij inschrijving",
    "facts": r"(?:algemene |kern)?gegevens|kerninformatie|algemeen|samenvatting|in het kort|opdrachtgegevens|"
    r"algemene informatie|gegevens (?:van de )?opdracht",
}
# Headings that may have what they head on the same line: "Functieschaal: 7".
INLINE: Final = {
    "function_scale", "cao", "fee", "positions", "cv", "work_days", "competences", "knock_outs", "criteria", "award",
    "execution_condition", "planning", "organisation", "assignment", "rate", "other", "procedure", "more",
}  # fmt: skip
# Headings that often say more: "Selectiecriteria te beoordelen door Flextender (weging, totaal 100 punten)".
TAILED: Final = {"knock_outs", "criteria", "requirements", "competences", "fee", "procedure", "planning", "positions"}
LONGEST: Final = 110
_KINDS: Final = re.compile("|".join(f"(?P<{name}>(?:{pattern}))" for name, pattern in SECTIONS.items()))
_LEAD: Final = re.compile(
    r"(?:(?:hoofdstuk|paragraaf|onderdeel) )?(?:\d{1,2}(?:\.\d{1,2})?[.):]?|[A-Z][.)]|[IVX]{1,4}[.)])\s", re.IGNORECASE
)
_TAIL: Final = re.compile(
    r"(?: ?[(\[][^()\[\]]{0,80}[)\]]| te beoordelen door .{1,40}| door .{1,40}| ?[-–—,:] ?(?:weging|"
    r"wegingsfactor|totaal|max)\b.{0,60}"
    r"| (?:weging|totaal|max(?:imaal|\.)?)\b.{0,60}| flextender)$",
    re.IGNORECASE,
)


class Heading(NamedTuple):
    """`rest` begins where the heading's own words end and what it heads stands on the same line; else it is None."""

    section: str
    rest: int | None


@lru_cache(maxsize=4096)
def heading(text: str) -> Heading | None:
    if len(text) <= LONGEST:
        section = _section(text)
        if section:
            return Heading(section, None)
    return _inline(text)


def _section(text: str) -> str | None:
    plain = text.strip(" *_:.\t")
    if not plain or plain[:1].islower():
        return None
    bare = _LEAD.sub("", plain, count=1)
    if found := _kind(plain) or _kind(bare):
        return found
    shorter = _TAIL.sub("", bare).strip(" :")
    found = _kind(shorter) or _kind(_TAIL.sub("", shorter).strip(" :"))
    return found if found in TAILED else None


def _kind(text: str) -> str | None:
    found = _KINDS.fullmatch(" ".join(text.lower().split()))
    return found and found.lastgroup


def _inline(text: str) -> Heading | None:
    """ "CV-eisen: maximaal 5 pagina's", or the same with a tab."""
    mark = re.search(r"[:\t]", text[:60])
    after = text[mark.end() :].strip() if mark else ""
    # A number alone after a tab is the page in a table of contents.
    if mark is None or not after or (mark[0] == "\t" and after.isdigit() and text[:1].isdigit()):
        return None
    section = _section(text[: mark.start()])
    if section not in INLINE:
        return None
    rest = mark.end() + len(text[mark.end() :]) - len(text[mark.end() :].lstrip(" \t"))
    return Heading(section, rest)
