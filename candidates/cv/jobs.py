"""Which periods of a CV look like jobs, and what the words beside them may mean: proposals for a person to confirm."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .dates import DATE, iso
from .periods import Period

SCHOOL = re.compile(
    r"\b(?:v?mbo|hbo|havo|vwo|mavo|meao|heao|mts|hts|lts|roc|diploma|propedeuse|lyceum|college|universiteit|university"
    r"|school|scholengemeenschap|bachelor|master)\b",
    re.IGNORECASE,
)
DEGREE = re.compile(r"\b(?:ph\.?\s?d|(?:bachelor|master) of|bsc|msc)\b", re.IGNORECASE)
A_DATE = re.compile(DATE, re.IGNORECASE)
NO_NAME = re.compile(
    r"\b(?:heden|nu|present|tot en met|t/m|tot|sinds|vanaf|onafgebroken)\b"
    r"|\(?\d{1,2}(?:[.,]\d)?\s*uur(?:\s+per\s+week)?\)?|[|]",
    re.IGNORECASE,
)
HOURS = re.compile(r"\b(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:uur|uren|u\.?|hours)\b", re.IGNORECASE)
EMPLOYER = re.compile(
    r"\b(?:gemeente|provincie|waterschap|ministerie|stichting|b\.?v\.?|n\.?v\.?|\w*bedrijf|\w*ziekenhuis|groep)(?:\W|$)"
    r"|\bte\s+[A-Z]",
    re.IGNORECASE,
)
ROLE_AT_EMPLOYER = re.compile(r"^(?P<role>.+?)\s+(?:bij|at)\s+(?:de\s+)?(?P<employer>(?:[A-Z]|gemeente\b).*)$")
# What stands over all jobs, and so beside the first of them.
HEADING = re.compile(
    r"^(?:werkervaring|loopbaan|ervaring|projecten|work experience|experience|employment|projects)(?:\s+(?=[A-Z])|$)",
    re.IGNORECASE,
)
EDGES = " \t,;:–—-|/"
LONGEST_NAME = 90


@dataclass(frozen=True, slots=True)
class FoundJob:
    """Dates as precise as they were written; `ends` None: it goes on."""

    begins: str
    ends: str | None
    role: str
    employer: str
    hours: str
    page: int

    @property
    def organisation(self) -> str:
        return "gemeente" if re.match(r"gemeente\b", self.employer, re.IGNORECASE) else ""


def jobs_of(periods: Sequence[Period]) -> tuple[list[FoundJob], list[Period]]:
    """Jobs, the latest first as CVs have them; and the periods that look like a school."""
    once = list(_told_once(periods))
    schools = [period for period in once if _is_school(period)]
    jobs = [_job(period) for period in once if period not in schools]
    return sorted(jobs, key=lambda job: job.begins, reverse=True), schools


def written_date(text: str) -> str:
    """ "maart 2021" or "03-2021" as "2021-03"; what is no date stays as it was typed."""
    if not A_DATE.fullmatch(text):
        return text
    return iso(text) or text


def date_as_typed(kept: str) -> str:
    """ "2021-03" as people write it: "03-2021"; something wrong as it was typed."""
    parts = kept.split("-")
    iso_parts = all(part.isascii() and part.isdigit() for part in parts) and len(parts[0]) == 4
    return "-".join(reversed(parts)) if iso_parts else kept


def _told_once(periods: Sequence[Period]) -> Iterator[Period]:
    """A CV tells of the same job in a summary and once more where it belongs, which comes last. "Sinds 2019" before a
    job that has ended since is such a summary too."""
    last = {(period.start, period.end): period for period in periods}
    ended = {period.start for period in last.values() if period.end is not None}
    for period in periods:
        if last[period.start, period.end] is period and (period.end is not None or period.start not in ended):
            yield period


def _is_school(period: Period) -> bool:
    """A degree names a school, whatever its dates; jobs name schools too, but with months."""
    if DEGREE.search(period.text):
        return True
    years_alone = len(period.start) == 4 and (period.end is None or len(period.end) == 4)
    return years_alone and bool(SCHOOL.search(period.text))


def _job(period: Period) -> FoundJob:
    role, employer = _names(period.text)
    hours = HOURS.search(period.text)
    return FoundJob(period.start, period.end, role, employer, hours[1] if hours else "", period.page)


def _names(text: str) -> tuple[str, str]:
    parts = filter(None, map(_name, text.split(" · ")))
    first, second = (*parts, "", "")[:2]
    role, employer = _at(first) or _beside(first) or _at(second) or (first, second)
    if EMPLOYER.fullmatch(employer) and employer != second:  # "Gemeente", and its name on the next line
        return role, f"{employer} {second}".strip()
    return (employer, role) if EMPLOYER.search(role) and not EMPLOYER.search(employer) else (role, employer)


def _at(part: str) -> tuple[str, str] | None:
    """Role and employer of "Balie bij Gemeente Rijs"."""
    together = ROLE_AT_EMPLOYER.match(part)
    return (together["role"], together["employer"]) if together else None


def _beside(part: str) -> tuple[str, str] | None:
    """Those of "Adviseur – Gemeente Rijs", in either order, and "Adviseur, Gemeente Rijs"; None where a dash or a comma
    joins something else."""
    left, dash, right = part.partition(" – ")
    if not dash:
        left, dash, right = part.rpartition(", ")
        return (left, right) if EMPLOYER.search(right) and dash and not EMPLOYER.search(left) else None
    if bool(EMPLOYER.search(left)) == bool(EMPLOYER.search(right)):
        return None
    return (left, right) if EMPLOYER.search(right) else (right, left)


def _name(part: str) -> str:
    """Without its dates and hours; "" for a sentence or an item of a list."""
    if part.startswith(("•", "- ")) or part.endswith(".") or len(part) > LONGEST_NAME:
        return ""
    rest = NO_NAME.sub(" ", A_DATE.sub(" ", part))
    joined = re.sub(r"(?:\s*[–—|]\s*)+", " – ", rest.replace("()", " "))
    return HEADING.sub("", re.sub(r"\s+", " ", joined).strip(EDGES))
