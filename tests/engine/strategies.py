"""Inputs of the ranking, generated: small numbers, so that ties, cuts and lots happen all the time."""

from typing import Any

from hypothesis import strategies as st

POINTS = st.integers(0, 3).map(lambda step: step * 5)


@st.composite
def documents(draw: st.DrawFn, *, complete: bool = True) -> dict[str, Any]:
    """Input as `manage.py rank` reads it; usable when complete."""
    knock_outs = draw(st.lists(st.integers(0, 9), max_size=3, unique=True))
    numbers = draw(st.lists(st.integers(0, 99), max_size=3, unique=True))
    criteria = [draw(criterion(number)) for number in numbers]
    refs = draw(st.lists(st.sampled_from("ABCDEFGHIJKL"), max_size=9, unique=True))
    document = {
        "knock_outs": [{"number": number, "text": "knock-out"} for number in knock_outs],
        "criteria": criteria,
        "bids": [draw(bid(ref, knock_outs, criteria)) for ref in refs],
    }
    optional = {
        "places": draw(st.integers(1, 6)),
        "tie_breakers": draw(st.sampled_from([[], ["hourly_rate"]])),
        "lots": draw(st.permutations(refs).flatmap(lambda order: st.integers(0, len(order)).map(lambda n: order[:n]))),
    }
    return document | {name: value for name, value in optional.items() if draw(st.booleans())}


@st.composite
def criterion(draw: st.DrawFn, number: int) -> dict[str, Any]:
    found = {"number": number, "text": "criterion", "points": 15}
    if draw(st.booleans()):
        labels = draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True))
        return found | {"levels": [{"label": label, "points": draw(POINTS)} for label in labels]}
    return found


@st.composite
def bid(draw: st.DrawFn, ref: str, knock_outs: list[int], criteria: list[dict[str, Any]]) -> dict[str, Any]:
    met = st.sampled_from([True] * 6 + [False])
    return {
        "ref": ref,
        "hourly_rate": draw(st.sampled_from(["57.50", "57.5", "57", "60.00", "100"])),
        "knock_outs": {str(number): draw(met) for number in knock_outs},
        "scores": {str(each["number"]): draw(st.sampled_from(possible_scores(each))) for each in criteria},
    }


def possible_scores(criterion: dict[str, Any]) -> list[int | str]:
    if "levels" not in criterion:
        return [0, criterion["points"]]
    return [level["label"] for level in criterion["levels"]] + [level["points"] for level in criterion["levels"]]


# What nobody should write where something else belongs.
STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 20),
    st.sampled_from([10**30, 10**200]),
    st.floats(),
    st.text(max_size=3),
    st.sampled_from(["57.", "1e2", "٥٧", "a", "A", "hourly_rate", "0", "00.10"]),
    st.lists(st.sampled_from(["A", 1, "hourly_rate"]), max_size=2),
    st.dictionaries(st.sampled_from(["1", "ref", "points"]), st.integers(0, 2), max_size=2),
)


@st.composite
def spoilt_documents(draw: st.DrawFn) -> Any:
    """A usable input in which one thing was taken away, replaced or added; it may still be usable."""
    document = draw(documents())
    spot = document
    for _ in range(draw(st.integers(0, 4))):
        inside = spot.values() if isinstance(spot, dict) else spot
        deeper = [each for each in inside if isinstance(each, dict | list) and each]
        if not deeper:
            break
        spot = draw(st.sampled_from(deeper))
    spoil(draw, spot)
    return document


def spoil(draw: st.DrawFn, spot: dict[str, Any] | list[Any]) -> None:
    keys = list(spot) if isinstance(spot, dict) else list(range(len(spot)))
    how = draw(st.sampled_from(["take away", "replace", "add"]))
    if how == "add" or not keys:
        spot.update({draw(st.text(max_size=2)): draw(STRANGE)}) if isinstance(spot, dict) else spot.append(
            draw(STRANGE)
        )
    elif how == "replace":
        spot[draw(st.sampled_from(keys))] = draw(STRANGE)
    else:
        del spot[draw(st.sampled_from(keys))]
