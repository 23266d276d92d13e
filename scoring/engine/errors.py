"""The one error of the engine: a code with its parameters, and the English sentence for it."""

import json
from collections.abc import Mapping

# `where` is a place in the input, as in `bids[3].scores`; `expected` is a key of EXPECTED.
SENTENCES: Mapping[str, str] = {
    # the text
    "empty": "The input is empty.",
    "not_utf8": "The input is not UTF-8 text: byte {byte} cannot be read.",
    "not_json": "The input is not JSON: it goes wrong at line {line}, column {column}.",
    "too_deep": "The input is nested too deeply to be read.",
    "number_too_long": "The input holds a number of more digits than can be read.",
    "not_a_number": "The input is not JSON: {value} is no number in it.",
    "double_key": "The key {key} stands twice in one object.",
    "half_character": "A text holds half a character (a lone surrogate), which cannot be written down.",
    # its shape
    "wrong_type": "{where} must be {expected}.",
    "missing_key": "{where} lacks the key {key}.",
    "unknown_key": "{where} has an unknown key, {key}.",
    "empty_text": "{where} must not be empty.",
    "too_low": "{where} must be at least {least}.",
    "too_long": "{where} must have at most {digits} digits.",
    "too_high": "{where} must be at most {most}.",
    # the rules
    "double_knock_out": "Knock-out criterion {number} stands twice in the rules.",
    "double_criterion": "Award criterion {number} stands twice in the rules.",
    "negative_points": "Award criterion {number} has points below zero.",
    "no_levels": "Award criterion {number} has a list of levels without any level.",
    "double_label": "Award criterion {number} has the level {label} twice.",
    "level_above_criterion": "Award criterion {number} has a level, {label}, above the points of the criterion.",
    "levels_without_use": "Award criterion {number} has levels, which its kind does not use.",
    "unknown_kind": "Award criterion {number} is of an unknown kind, {kind}.",
    "unknown_tie_breaker": "The tie-breaker {name} is unknown.",
    "double_tie_breaker": "The tie-breaker {name} stands twice in the rules.",
    "no_places": "The shortlist must have at least one place.",
    # the bids
    "double_ref": "The bid {ref} stands twice among the bids.",
    "unknown_knock_out": "Bid {ref} has a verdict on {number}, which is no knock-out criterion.",
    "unknown_criterion": "Bid {ref} has a score on {number}, which is no award criterion.",
    "missing_verdict": "Bid {ref} has no verdict on knock-out criterion {number}.",
    "missing_score": "Bid {ref} has no score on award criterion {number}.",
    "no_verdict": "Bid {ref} has a verdict on knock-out criterion {number} that is neither true nor false.",
    "impossible_score": "Bid {ref} has the score {score} on award criterion {number}, which is not one of its values.",
    "missing_rate": "Bid {ref} has no hourly rate, which may have to decide.",
    "unreadable_rate": "Bid {ref} has an hourly rate that cannot be read: {rate}.",
    "rate_not_positive": "Bid {ref} has an hourly rate that is not above zero.",
    "rate_too_long": "Bid {ref} has an hourly rate of more than {digits} digits.",
    # the lots
    "unknown_lot": "The lots name {ref}, which is none of the bids.",
    "double_lot": "The lots name {ref} twice.",
    # the assumptions of a forecast
    "missing_pass_rate": "Award criterion {number} has no pass rate.",
    "unknown_pass_rate": "There is a pass rate for {number}, which is no award criterion.",
    "no_chance": "{where} must be from 0 to 1.",
    "number_of_chances": "Award criterion {number} needs {needed} chances, one for each outcome, and has {given}.",
    "sum_of_chances": "The chances of award criterion {number} must add up to 1.",
    "too_many_draws": "The forecast would take {draws} draws, and at most {most} are made: ask for fewer bids or runs.",
    # a career and its window
    "no_such_date": "{date} is no day, month or year from {first} to {last}.",
    "unreadable_date": "{where} must be a date as 2021, 2021-03 or 2021-03-14, not {date}.",
    "unreadable_day": "{where} must be a day as 2021-03-14, not {date}.",
    "unreadable_hours": "{where} must be hours in a week as 36 or 28.5, not {hours}.",
    "reversed_period": "Job {ref} ends, {end}, before it begins, {start}.",
    "double_period": "Job {ref} stands twice in the career.",
    "too_many_periods": "There are more than {most} jobs.",
    "impossible_hours": "Job {ref} must have more than 0 and at most 168 hours in a week.",
    "impossible_window": "The window must be from 1 to {most} months.",
    "impossible_need": "The experience asked must be from 0 to {most} months, which is all of the window.",
    "unknown_part_time": "The part-time rule {name} is unknown.",
    "numbers_of_part_time": "The part-time rule {name} needs these numbers of hours and no others: {needed}.",
    "impossible_week": "The number of hours {name} must be more than 0 and at most 168.",
    "more_than_full_week": "The hours that count in full can be no more than a full week.",
}

EXPECTED: Mapping[str, str] = {
    "object": "an object",
    "list": "a list",
    "text": "a text",
    "integer": "an integer",
    "chance": "a number",
    "chances": "a number or a list of numbers",
}

LONGEST_QUOTE = 60


class Unusable(ValueError):
    """Input that cannot be ranked. `code` is a key of SENTENCES, `parameters` are what its sentence names."""

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters

    def __str__(self) -> str:
        return fill(SENTENCES[self.code], self.parameters, EXPECTED)


def fill(sentence: str, parameters: Mapping[str, object], expected: Mapping[str, str]) -> str:
    return sentence.format(**{name: _shown(name, value, expected) for name, value in parameters.items()})


def _shown(name: str, value: object, expected: Mapping[str, str]) -> str:
    if name == "where":
        return str(value)
    if name == "expected":
        return expected[str(value)]
    return quoted(value)


def quoted(value: object) -> str:
    """A value from the input as JSON, on one line, printable, and short enough to stand in a sentence."""
    if isinstance(value, list | dict):
        return "[…]" if isinstance(value, list) else "{…}"
    if not isinstance(value, str):
        return _short(json.dumps(value))
    return json.dumps(_short(value), ensure_ascii=not value.isprintable())


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE] + "…"
