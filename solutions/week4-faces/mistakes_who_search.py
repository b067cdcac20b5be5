"""Known mistakes of `who_is_it`: the search for the nearest person."""

from cnn_helpers.grading.assignments.questions import Mistake

DISTANCES = "distances = {name: np.linalg.norm(embedding - vector) for name, vector in database.items()}"
NEAREST = "nearest = min(distances, key=distances.get)"
DISTANCE = "distance = float(distances[nearest])"
RETURN = "return distance, nearest if distance < threshold else None"


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


def chosen(new: str) -> tuple[tuple[str, str], ...]:
    return ((NEAREST, f"nearest = {new}"),)


def searched(body: str) -> tuple[tuple[str, str], ...]:
    """A loop of one's own from the distances to the answer."""
    return ((f"{NEAREST}\n    {DISTANCE}\n    {RETURN}", body.strip()),)


def from_a_number(
    start: str | float, condition: str = "distance < best", end: str = ""
) -> tuple[tuple[str, str], ...]:
    """A search for the nearest that begins at this distance."""
    return searched(f"""
best, nearest = {start}, None
    for name, distance in distances.items():
        if {condition}:
            best, nearest = distance, name
    {end or "return float(best), nearest if best < threshold else None"}
""")


SEARCH = (
    Mistake(
        "farthest",
        "The person with the largest distance is taken; the nearest is asked for.",
        edits=chosen("max(distances, key=distances.get)"),
    ),
    Mistake(
        "first-person",
        "Only the first person of the database is looked at.",
        edits=chosen("next(iter(distances))"),
    ),
    Mistake(
        "last-person",
        "The last person of the database is taken: the loop goes on over the nearest, or each turn overwrites "
        "the last.",
        edits=chosen("list(distances)[-1]"),
    ),
    Mistake(
        "first-name-of-the-alphabet",
        "The smallest *name* is taken (min of a dictionary looks at its keys); the smallest distance is asked for.",
        edits=chosen("min(distances)"),
    ),
    Mistake(
        "first-below-the-threshold",
        "The search ends at the first person below the threshold, and somebody nearer may come later: look at all.",
        edits=searched("""
for name, distance in distances.items():
        if distance < threshold:
            return float(distance), name
    return float(min(distances.values())), None
"""),
    ),
    Mistake(
        "first-below-the-threshold-or-the-last",
        "The search ends at the first person below the threshold, and somebody nearer may come later; where "
        "nobody is, the distance to the last person comes back. Look at all, and keep the smallest distance.",
        edits=searched("""
for name, distance in distances.items():
        if distance < threshold:
            return float(distance), name
    return float(distance), None
"""),
    ),
    Mistake(
        "first-below-the-threshold-or-none",
        "The search ends at the first person below the threshold, and somebody nearer may come later; where "
        "nobody is, no distance comes back. Look at all, and return the smallest distance in any case.",
        edits=searched("""
for name, distance in distances.items():
        if distance < threshold:
            return float(distance), name
    return None, None
"""),
    ),
    Mistake(
        "first-below-the-threshold-or-nothing",
        "The search ends at the first person below the threshold, and somebody nearer may come later; where "
        "nobody is, nothing comes back. Look at all, and return the smallest distance and None in that case.",
        edits=searched("""
for name, distance in distances.items():
        if distance < threshold:
            return float(distance), name
"""),
    ),
    Mistake(
        "last-below-the-threshold-from-100",
        "Each person below the threshold takes the place of the one before; where nobody is, the number that the"
        " search began with comes back. Keep the smallest distance of all, and ask about the threshold after the"
        " loop.",
        edits=from_a_number(100.0, "distance < threshold", "return float(best), nearest"),
    ),
    Mistake(
        "only-below-the-threshold-from-infinity",
        "Where nobody is near enough, infinity or nan comes back and not a distance: is it put in its place "
        "there, or does the loop look at distances below the threshold only? Find the nearest of all, and ask "
        "about the threshold after the loop.",
        edits=from_a_number(
            "np.inf", "distance < best and distance < threshold", "return float(best), nearest"
        ),
    ),
    Mistake(
        "only-below-the-threshold-from-100",
        "Where nobody is near enough, 100 comes back and not a distance: is it put in its place there, or does "
        "the loop look at distances below the threshold only? Find the nearest of all, and ask about the "
        "threshold after the loop.",
        edits=from_a_number(100.0, "distance < best and distance < threshold", "return float(best), nearest"),
    ),
    Mistake(
        "last-below-the-threshold",
        "Each person below the threshold takes the place of the one before: take a nearer one only.",
        edits=searched("""
found = None
    for name, distance in distances.items():
        if distance < threshold:
            found = name
    return float(distances[found] if found else min(distances.values())), found
"""),
    ),
    Mistake(
        "last-name-below-the-threshold",
        "The distance is that to the nearest, but the name is that of the last person below the threshold: keep "
        "both together.",
        edits=returned(
            "distance, ([name for name in distances if distances[name] < threshold] or [None])[-1]"
        ),
    ),
    Mistake(
        "search-begins-at-the-threshold",
        "Where nobody is near enough the threshold comes back (does the search for the nearest begin at it?): the "
        "distance to the nearest is asked for in any case.",
        edits=searched("""
best, nearest = threshold, None
    for name, distance in distances.items():
        if distance < best:
            best, nearest = distance, name
    return float(best), nearest
"""),
    ),
    Mistake(
        "search-begins-at-one",
        "Where everybody is farther than 1 the distance 1 comes back (does the search for the nearest begin at "
        "1?): begin "
        "at infinity.",
        edits=searched("""
best, nearest = 1.0, None
    for name, distance in distances.items():
        if distance < best:
            best, nearest = distance, name
    return float(best), nearest if best < threshold else None
"""),
    ),
    Mistake(
        "search-begins-at-one-and-a-half",
        "Where everybody is farther than 1.5 the distance 1.5 comes back (does the search for the nearest begin "
        "there?): begin at infinity.",
        edits=from_a_number(1.5),
    ),
    Mistake(
        "search-begins-at-zero",
        "The search for the smallest distance begins at 0, and nothing is smaller: begin at infinity.",
        edits=from_a_number(0.0),
    ),
    Mistake(
        "last-name",
        "The distance is that to the nearest, but the name is that of the last person in the loop: keep both "
        "together.",
        edits=returned("distance, list(distances)[-1] if distance < threshold else None"),
    ),
    Mistake(
        "last-distance-returned",
        "The name is right, but the distance that comes back is that of the last person in the loop: keep both "
        "together.",
        edits=returned("float(list(distances.values())[-1]), nearest if distance < threshold else None"),
    ),
    Mistake(
        "last-distance-compared",
        "The distance is right, but that of the last person in the loop is held against the threshold: compare "
        "the smallest.",
        edits=returned("distance, nearest if list(distances.values())[-1] < threshold else None"),
    ),
    Mistake(
        "names-sorted",
        "Name and vector do not belong together: are the names sorted, and the vectors not? Take both in one "
        "order.",
        edits=chosen("min(distances, key=distances.get)")
        + returned(
            "distance, sorted(distances)[list(distances).index(nearest)] if distance < threshold else None"
        ),
    ),
    Mistake(
        "first-person-left-out",
        "The first person of the database is left out: does the loop begin one too late?",
        edits=(
            (DISTANCES, DISTANCES.replace("database.items()", "list(database.items())[1:]")),
            *from_a_number(100.0),
        ),
    ),
    Mistake(
        "last-person-left-out",
        "The last person of the database is left out: does the loop end one too early?",
        edits=(
            (DISTANCES, DISTANCES.replace("database.items()", "list(database.items())[:-1]")),
            *from_a_number(100.0),
        ),
    ),
    Mistake(
        "nearer-than-the-one-before",
        "Each person is compared with the one before, and not with the nearest so far: keep the smallest distance.",
        edits=searched("""
before, distance, nearest = 100, None, None
    for name, found in distances.items():
        if found < before:
            distance, nearest = found, name
        before = found
    return float(distance), nearest if distance < threshold else None
"""),
    ),
    Mistake(
        "distance-not-kept",
        "The name is that of the nearest, but the distance is that of the last person looked at: keep both together.",
        edits=((DISTANCE, "distance = float(list(distances.values())[-1])"),),
    ),
    Mistake(
        "second-nearest",
        "The second nearest person is taken, as if the nearest were the picture itself: the picture is not in the "
        "database.",
        edits=chosen("sorted(distances, key=distances.get)[:2][-1]"),
    ),
    Mistake(
        "mean-distance",
        "The mean of all distances comes back; the distance to the nearest is asked for.",
        edits=((DISTANCE, "distance = float(np.mean(list(distances.values())))"),),
    ),
)
