#!/usr/bin/env python3
"""Checks a ranking that Weegschaal made, without Weegschaal: one file, Python's standard library only.

    python3 verify_ranking.py SNAPSHOT.json

The snapshot holds "input", "result", "engine", "rules_sha256" and "sha256". This program checks that the hash is that
of the other four, works the ranking out again from the input by the rules in `docs/ranking.md`, in its own way, and
compares. Exit 0: it is right. 1: it is not. 2: the file cannot be checked.
"""

import hashlib
import json
import re
import sys

KEPT = ("engine", "input", "result", "rules_sha256")


class NotCheckable(Exception):
    """The file is no snapshot, or its input cannot be ranked."""


# Reading -------------------------------------------------------------------------------------------------------------
def load(data: bytes) -> dict:
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=members, parse_constant=no_number)
        canonical(found).encode()
    except (ValueError, RecursionError) as error:
        raise NotCheckable(f"it is not JSON that can be read in one way only ({type(error).__name__})") from None
    if not isinstance(found, dict) or sorted(found) != sorted((*KEPT, "sha256")):
        raise NotCheckable("a snapshot has exactly the keys engine, input, result, rules_sha256 and sha256")
    return found


def members(pairs: list) -> dict:
    if len({key for key, _ in pairs}) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


# The input -----------------------------------------------------------------------------------------------------------
def need(condition: bool, sentence: str) -> None:
    if not condition:
        raise NotCheckable(sentence)


def check_keys(thing: object, name: str, required: str, optional: str = "") -> None:
    need(isinstance(thing, dict), f"{name} is no object")
    lacking = set(required.split()) - thing.keys()
    extra = thing.keys() - set(required.split()) - set(optional.split())
    need(not lacking and not extra, f"{name} lacks or has too many keys: {sorted(lacking | extra)}")


def is_integer(value: object, least: int) -> bool:
    return type(value) is int and least <= value < 10**100


def is_list(value: object, kind: type, name: str) -> None:
    need(isinstance(value, list), f"{name} is no list")
    need(all(type(each) is kind for each in value), f"{name} holds something else than {kind.__name__}")


def no_doubles(values: list, name: str) -> None:
    need(len(set(values)) == len(values), f"{name} holds something twice")


def check_rules(given: dict) -> None:
    check_keys(given, "the input", "knock_outs criteria bids", "places tie_breakers lots")
    for name, keys in (("knock_outs", "number text"), ("criteria", "number text points")):
        is_list(given[name], dict, name)
        for each in given[name]:
            check_keys(each, name, keys, "levels" if name == "criteria" else "")
            need(is_integer(each["number"], 0) and type(each["text"]) is str, f"{name} has a bad number or text")
        no_doubles([each["number"] for each in given[name]], name)
    for criterion in given["criteria"]:
        need(is_integer(criterion["points"], 0), "a criterion has bad points")
        if "levels" in criterion:
            check_levels(criterion)
    need(is_integer(given.get("places", 10), 1), "places is no integer of at least 1")
    need(given.get("tie_breakers", []) in ([], ["hourly_rate"]), "tie_breakers is unknown")
    is_list(given["bids"], dict, "bids")
    is_list(given.get("lots", []), str, "lots")


def check_levels(criterion: dict) -> None:
    is_list(criterion["levels"], dict, "levels")
    need(bool(criterion["levels"]), "a list of levels is empty")
    for level in criterion["levels"]:
        check_keys(level, "a level", "label points")
        need(type(level["label"]) is str and level["label"] != "", "a level has no label")
        need(is_integer(level["points"], 0) and level["points"] <= criterion["points"], "a level has bad points")
    no_doubles([level["label"] for level in criterion["levels"]], "levels")


def cents(text: object) -> int:
    need(type(text) is str and len(text) <= 100, "an hourly rate is no text, or far too long")
    found = re.fullmatch("([0-9]+)([.]([0-9])([0-9]?))?", text)
    need(found is not None, f"the hourly rate {text!r} cannot be read")
    value = int(found[1]) * 100 + int(found[3] or 0) * 10 + int(found[4] or 0)
    need(value > 0, "an hourly rate is not above zero")
    return value


def points_of(criterion: dict, score: object) -> int:
    """The points for a score, which is an integer or the label of a level."""
    levels = criterion.get("levels", [{"label": None, "points": 0}, {"label": None, "points": criterion["points"]}])
    for level in levels:
        same_points = type(score) is int and score == level["points"]
        same_label = type(score) is str and score == level["label"]
        if same_points or same_label:
            return level["points"]
    raise NotCheckable(f"criterion {criterion['number']} has no score {score!r}")


# Bids ----------------------------------------------------------------------------------------------------------------
def judge(bid: dict, given: dict) -> dict:
    """The bid with `failed`, its knock-outs not met, and, if it stands, `points` and `cents`."""
    check_keys(bid, "a bid", "ref", "hourly_rate knock_outs scores")
    ref = bid["ref"]
    need(type(ref) is str and ref != "", "a bid has no ref")
    verdicts, scores = bid.get("knock_outs", {}), bid.get("scores", {})
    need(isinstance(verdicts, dict) and isinstance(scores, dict), f"bid {ref}: verdicts or scores are no object")
    knock_outs = {str(each["number"]): each["number"] for each in given["knock_outs"]}
    criteria = {str(each["number"]): each for each in given["criteria"]}
    need(verdicts.keys() <= knock_outs.keys(), f"bid {ref} has a verdict on no knock-out")
    need(scores.keys() <= criteria.keys(), f"bid {ref} has a score on no criterion")
    need(all(met is True or met is False for met in verdicts.values()), f"bid {ref} has an unclear verdict")
    points = {number: points_of(criteria[number], score) for number, score in scores.items()}
    rate = cents(bid["hourly_rate"]) if "hourly_rate" in bid else None
    failed = sorted(knock_outs[number] for number, met in verdicts.items() if met is False)
    if not failed:
        need(verdicts.keys() == knock_outs.keys(), f"bid {ref} lacks a verdict")
        need(scores.keys() == criteria.keys(), f"bid {ref} lacks a score")
        need(rate is not None or given.get("tie_breakers") == [], f"bid {ref} lacks an hourly rate")
    return {"ref": ref, "failed": failed, "points": sum(points.values()), "cents": rate}


# Ranking -------------------------------------------------------------------------------------------------------------
def ranking_of(given: dict) -> dict:
    check_rules(given)
    judged = [judge(bid, given) for bid in given["bids"]]
    refs = [each["ref"] for each in judged]
    lots = given.get("lots", [])
    no_doubles(refs, "bids")
    no_doubles(lots, "lots")
    need(set(lots) <= set(refs), "the lots name an unknown bid")
    by_rate = given.get("tie_breakers", ["hourly_rate"]) == ["hourly_rate"]
    standing = {each["ref"]: each for each in judged if not each["failed"]}
    return placed(standing, by_rate, lots, given.get("places", 10)) | {
        "excluded": [
            {"ref": each["ref"], "knock_outs": each["failed"]}
            for each in sorted(judged, key=lambda each: each["ref"])
            if each["failed"]
        ]
    }


def keys_of(standing: dict, by_rate: bool, lots: list) -> dict:
    """For each bid all that puts it in order: lower goes first, and equal is an open tie."""
    turn = {ref: at for at, ref in enumerate(lots)}
    keys = {}
    for ref, bid in standing.items():
        rate = bid["cents"] if by_rate else 0
        keys[ref] = (-bid["points"], rate, turn.get(ref, len(lots)))
    return keys


def placed(standing: dict, by_rate: bool, lots: list, cut: int) -> dict:
    keys = keys_of(standing, by_rate, lots)
    groups: dict = {}
    for ref in sorted(keys, key=lambda ref: (keys[ref], ref)):
        groups.setdefault(keys[ref], []).append(ref)
    below = [*groups][1:]
    found: dict = {"places": [], "open_ties": [], "open_at_cut": [], "shortlist": []}
    for (key, group), next_key in zip(groups.items(), [*below, None], strict=False):
        first = len(found["places"]) + 1
        last = len(found["places"]) + len(group)
        if last <= cut:
            found["shortlist"] += group
        if len(group) > 1:
            found["open_ties"].append(group)
            found["open_at_cut"] = group if first <= cut < last else found["open_at_cut"]
        for ref in group:
            row = {"ref": ref, "place": first, "points": -key[0], "hourly_rate": written(standing[ref]["cents"])}
            row["decided_by"] = separator(key, next_key) if len(group) == 1 else None
            found["places"].append(row | {"shortlisted": last <= cut})
    return found


def separator(key: tuple, next_key: "tuple | None") -> "str | None":
    if next_key is None:
        return None
    names = ("points", "hourly_rate", "lot")
    return next(name for name, upper, lower in zip(names, key, next_key, strict=True) if upper != lower)


def written(cents: "int | None") -> "str | None":
    return None if cents is None else f"{cents // 100}.{cents % 100:02d}"


# The verdict ---------------------------------------------------------------------------------------------------------
def problem(snapshot: dict) -> "str | None":
    """What is wrong with the snapshot, in a sentence; None when it is right."""
    kept = canonical({name: snapshot[name] for name in KEPT})
    if hashlib.sha256(kept.encode()).hexdigest() != snapshot["sha256"]:
        return "The hash does not fit: something in this file was changed after it was sealed."
    again = ranking_of(snapshot["input"])
    wrong = [name for name in again if canonical(again[name]) != canonical(snapshot["result"].get(name))]
    if wrong or snapshot["result"].keys() != again.keys():
        return f"The ranking is not what its input gives: {', '.join(wrong) or 'other keys'} should be otherwise."
    return None


def main(arguments: list) -> int:
    if len(arguments) != 1:
        return say(2, "Give the path of one snapshot: verify_ranking.py SNAPSHOT.json")
    try:
        with open(arguments[0], "rb") as file:
            snapshot = load(file.read())
        need(isinstance(snapshot["result"], dict), "its result is no object")
        wrong = problem(snapshot)
    except OSError as error:
        return say(2, f"{arguments[0]} cannot be read: {error.strerror}.")
    except NotCheckable as error:
        return say(2, f"{arguments[0]} cannot be checked: {error}.")
    if wrong:
        return say(1, wrong)
    bids = len(snapshot["input"]["bids"])
    return say(0, f"Right: the hash {snapshot['sha256']} fits, and ranking {bids} bids again gives the same result.")


def say(code: int, sentence: str) -> int:
    print(sentence, file=sys.stderr if code == 2 else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
