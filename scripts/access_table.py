"""Writes docs/access.md from the access table: `python scripts/access_table.py`. A test holds that it is up to date."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from accounts import access  # noqa: E402

PAGE = ROOT / "docs" / "access.md"
HEAD = """\
# Who may do what

This page is written by `scripts/access_table.py` from `accounts/access.py`, the one table that predicates, pages and
tests read. Do not edit it by hand.

Asking has three outcomes. *Yes*: in one of the phases below. *Not now* (409): the role may do it, in another phase.
*No* (404, as if it did not exist): everyone else; a visitor without an account gets the login page instead. A draft
does not exist for whoever is not tied to it.

| role | who that is |
|---|---|
| anyone | also without an account |
| user | whoever logged in |
| staff | may enter the admin, where nothing offered or scored is |
| office | an officer of a broker or a client |
| reader | who may see one function profile: every office where it ships with the program, else its keepers |
| keeper | an officer of the organisation whose own function profile it is |
| bidder | acts for a supplier |
| member | acts for a supplier, as bidder or as manager |
| colleague | acts for that supplier |
| company manager | manages that supplier |
| holder | bids for the supplier whose folder of candidates it is |
| officer, assessor, reviewer | given on one tender |
| owner | bids for the supplier of that bid |
| auditor | of the organisation that runs the tender |
| house | an officer of the organisation that runs the tender, also of a colleague's |
| maker | read this text in |

The phases of a tender: *draft*, *published* (open for bids), *closed* (the deadline has passed), *opened* (the bids are
being judged), *scored* (the points are final), *released* (the client has the shortlist), *known* (the suppliers have
heard their results), *concluded*; and the two
other ends, *cancelled* and *closed without award*.

"""


def page() -> str:
    return "\n".join([HEAD + _acts(), "", "## Addresses", "", _addresses(), ""])


def _acts() -> str:
    lines = ["## Acts", "", "| act | role | phases |", "|---|---|---|"]
    everything = len(access.ALWAYS)
    for act, role, phases in access.rows():
        said = "always" if len(phases) == everything else ", ".join(phases).replace("_", " ")
        lines.append(f"| `{act}` | {role} | {said} |")
    return "\n".join(lines)


def _addresses() -> str:
    lines = ["The act that each address asks for, by the name of its URL.", "", "| address | act |", "|---|---|"]
    return "\n".join([*lines, *(f"| `{name}` | `{act}` |" for name, act in access.URLS.items())])


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
