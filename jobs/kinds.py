"""The kinds of job, each with the function that does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _


class Progress(Protocol):
    def __call__(self, done: int, all_parts: int) -> None:
        """How far the job is. Raises LostJob when it is in somebody else's hands by now."""


Handler = Callable[[Mapping[str, str], Progress], None]


class UnknownKind(LookupError):
    """No handler is registered for this kind."""


class Failed(Exception):
    """Raised by a handler: trying again would not help. `code` says why, in at most 40 characters."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class LostJob(Exception):
    """The lease ran out, and another worker has the job or had it: stop without a trace."""


@dataclass(frozen=True)
class Kind:
    """`seconds` is how long one attempt may take."""

    name: str
    run: Handler
    seconds: float


KINDS: dict[str, Kind] = {}

# Why a job of any kind fails, apart from the codes of its own handler.
BROKEN_OFF, OUT_OF_TIME, WENT_WRONG = "broken_off", "out_of_time", "went_wrong"
SENTENCES = {
    BROKEN_OFF: _("The work was broken off three times."),
    OUT_OF_TIME: _("The work took too long, three times."),
    WENT_WRONG: _("The work went wrong three times."),
}


def handles(name: str, *, seconds: float) -> Callable[[Handler], Handler]:
    """Registers the function that does the jobs of this kind. It is safe to repeat: its worker may die at any point."""

    def register(run: Handler) -> Handler:
        KINDS[name] = Kind(name, run, seconds)
        return run

    return register


def kind_of(name: str) -> Kind:
    try:
        return KINDS[name]
    except KeyError:
        raise UnknownKind(name) from None


def sentence(code: str) -> str:
    """For a code that no handler has a sentence of its own for."""
    return gettext(SENTENCES.get(code, SENTENCES[WENT_WRONG]))
