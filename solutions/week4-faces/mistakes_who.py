"""Known mistakes of `who_is_it`."""

from cnn_helpers.grading.assignments.questions import Mistake

MODEL = "embedding = np.asarray(model(image[np.newaxis]))[0]"
LENGTH = "embedding = embedding / np.linalg.norm(embedding)"
DISTANCES = "distances = {name: np.linalg.norm(embedding - vector) for name, vector in database.items()}"
NEAREST = "nearest = min(distances, key=distances.get)"
DISTANCE = "distance = float(distances[nearest])"
RETURN = "return distance, nearest if distance < threshold else None"


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


def measured(new: str) -> tuple[tuple[str, str], ...]:
    return ((DISTANCES, DISTANCES.replace("np.linalg.norm(embedding - vector)", new)),)


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


EMBEDDING = (
    Mistake(
        "no-batch",
        "The model takes a batch of pictures: give it image[np.newaxis], and take row 0 of what comes back.",
        edits=((MODEL, "embedding = np.asarray(model(image))[0]"),),
    ),
    Mistake(
        "predict",
        "The model is called like a function, model(pictures); not every model has a predict.",
        edits=((MODEL, "embedding = model.predict(image[np.newaxis])[0]"),),
    ),
    Mistake(
        "not-of-length-one",
        "The embedding is not brought to length 1 before it is compared; the vectors in the database have that length.",
        edits=((LENGTH + "\n    ", ""),),
    ),
    Mistake(
        "length-without-root",
        "The embedding is divided by the sum of its squares, or the distance is divided by the length "
        "afterwards: divide "
        "the embedding by its length, the root of that sum, before the difference.",
        edits=((LENGTH, "embedding = embedding / np.sum(embedding**2)"),),
    ),
    Mistake(
        "divided-by-the-sum",
        "The embedding is divided by the sum of its numbers; divide by its length, the root of the sum of "
        "squares.",
        edits=((LENGTH, "embedding = embedding / np.sum(embedding)"),),
    ),
    *(
        Mistake(
            f"not-of-length-one-from-{start}",
            "The embedding is not brought to length 1 before it is compared; the vectors in the database have "
            "that length.",
            edits=((LENGTH + "\n    ", ""), *from_a_number(start)),
        )
        for start in (10, 100, 1000)
    ),
    Mistake(
        "more-than-the-pictures",
        "The model is given something beside the pictures, such as training=False: call it with the pictures and"
        " nothing else, model(pictures).",
        edits=((MODEL, MODEL.replace("newaxis]", "newaxis], training=False")),),
    ),
    Mistake(
        "divided-by-255-in-place",
        "The picture is divided by 255, and that in place (/=): the model takes it as it is, and the picture "
        "that was given is to stay as it is.",
        edits=((MODEL, f"image /= 255\n    {MODEL}"),),
    ),
    Mistake(
        "divided-by-255",
        "The picture is divided by 255; the model takes it as it is.",
        edits=((MODEL, MODEL.replace("image[", "(image / 255)[")),),
    ),
    Mistake(
        "squared",
        "The distances are squared: take the root.",
        edits=measured("np.sum((embedding - vector) ** 2)"),
    ),
    Mistake(
        "squared-beside-the-squared-threshold",
        "The decision is right, but the distance that comes back is squared: return its root.",
        edits=(
            *measured("np.sum((embedding - vector) ** 2)"),
            (RETURN, RETURN.replace("distance < threshold", "distance < threshold**2")),
        ),
    ),
    Mistake(
        "sizes-of-differences",
        "The sizes of the differences are added up; a distance is the root of the sum of their squares.",
        edits=measured("np.sum(np.abs(embedding - vector))"),
    ),
    Mistake(
        "root-of-the-mean",
        "The mean of the squared differences stands under the root; their sum belongs there.",
        edits=measured("np.sqrt(np.mean((embedding - vector) ** 2))"),
    ),
    Mistake(
        "one-minus-the-cosine",
        "1 minus the cosine stands for the distance; the distance is the root of the sum of the squared differences.",
        edits=measured("1 - np.dot(embedding, vector)"),
    ),
    Mistake(
        "smallest-dot-product",
        "The smallest dot product is taken for the smallest distance; a dot product is large where two vectors "
        "are alike.",
        edits=measured("np.dot(embedding, vector)"),
    ),
    Mistake(
        "largest-dot-product",
        "The largest dot product comes back with its name; the name may be right, but the distance to that person is "
        "asked for.",
        edits=(*measured("np.dot(embedding, vector)"), *chosen("max(distances, key=distances.get)")),
    ),
)

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

DECISION = (
    Mistake(
        "always-a-name",
        "The nearest person's name comes back, however far that person is: None where the distance is not below the "
        "threshold.",
        edits=returned("distance, nearest"),
    ),
    Mistake(
        "equal-to-the-threshold",
        "A distance equal to the threshold is not below it: < and not <=.",
        edits=returned("distance, nearest if distance <= threshold else None"),
    ),
    Mistake(
        "above-the-threshold",
        "The sign is turned: the name comes back where the distance is *below* the threshold.",
        edits=returned("distance, nearest if distance > threshold else None"),
    ),
    Mistake(
        "at-or-above-the-threshold",
        "The decision is turned: the name comes back where the distance is *below* the threshold.",
        edits=returned("distance, nearest if distance >= threshold else None"),
    ),
    Mistake(
        "always-the-usual-threshold",
        "The distance is compared with 0.7, whatever the threshold is.",
        edits=returned("distance, nearest if distance < 0.7 else None"),
    ),
    Mistake(
        "another-usual-threshold",
        "Where the threshold is left out it is 0.7: keep threshold=0.7 in the first line of the function.",
        edits=(("threshold=0.7", "threshold=1.0"),),
    ),
    Mistake(
        "squared-in-the-decision",
        "The squared distance is compared with the threshold (or the distance with its root); compare the "
        "distance that "
        "you return.",
        edits=returned("distance, nearest if distance**2 < threshold else None"),
    ),
    Mistake(
        "no-distance-for-strangers",
        "Where nobody is near enough no distance comes back; the distance to the nearest is asked for in any case.",
        edits=(
            (RETURN, "if distance >= threshold:\n        return None, None\n    return distance, nearest"),
        ),
    ),
    Mistake(
        "nothing-for-strangers",
        "Where nobody is near enough None alone comes back; return the distance and None together.",
        edits=((RETURN, "if distance < threshold:\n        return distance, nearest"),),
    ),
    Mistake(
        "words-for-strangers",
        'A text comes back where nobody is near enough, such as "None", "unknown" or an empty one; None is asked for: '
        "the word without quotation marks.",
        edits=returned('distance, nearest if distance < threshold else "not in the database"'),
    ),
    Mistake(
        "false-for-strangers",
        "False or 0 comes back where nobody is near enough; None is asked for.",
        edits=returned("distance, nearest if distance < threshold else False"),
    ),
    Mistake(
        "true-or-false",
        "True or False comes back with the distance; the name is asked for, or None.",
        edits=returned("distance, distance < threshold"),
    ),
    Mistake(
        "order-exchanged",
        "The name comes back before the distance: distance first.",
        edits=returned("(nearest if distance < threshold else None), distance"),
    ),
    Mistake(
        "name-alone",
        "The name alone comes back; return both: distance, name.",
        edits=returned("nearest if distance < threshold else None"),
    ),
    Mistake(
        "place-for-the-name",
        "The person's place in the database comes back; the name is asked for.",
        edits=returned("distance, list(database).index(nearest) if distance < threshold else None"),
    ),
    Mistake(
        "vector-for-the-name",
        "The person's vector comes back; the name is asked for.",
        edits=returned("distance, database[nearest] if distance < threshold else None"),
    ),
    Mistake(
        "three-things",
        "Three things come back; return two: distance, name.",
        edits=returned("distance, nearest if distance < threshold else None, distance < threshold"),
    ),
    Mistake(
        "rounded",
        "The distance is rounded: return it as it is.",
        edits=returned("round(distance, 2), nearest if distance < threshold else None"),
    ),
    Mistake(
        "picture-changed",
        "The answer is right, but the picture itself was changed (image /= …, image -= …): work on a new name.",
        edits=((RETURN, "image /= image.max()\n    " + RETURN),),
    ),
    Mistake(
        "database-changed",
        "The answer is right, but the database was changed (a vector, or who is in it): leave it as it is.",
        edits=((RETURN, f"for vector in database.values():\n        vector -= embedding\n    {RETURN}"),),
    ),
    Mistake(
        "stranger-enrolled",
        "The answer is right, but the database was changed where nobody is near enough: leave it as it is.",
        edits=(
            (RETURN, f"if distance >= threshold:\n        database['visitor'] = embedding\n    {RETURN}"),
        ),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return distance and name.",
        edits=((RETURN, f"answer = ({RETURN.removeprefix('return ')})"),),
    ),
)

WHO = EMBEDDING + SEARCH + DECISION
