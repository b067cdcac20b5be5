"""Known mistakes of `who_is_it`: distances and decision; for the search, see `mistakes_who_search`."""

from cnn_helpers.grading.assignments.questions import Mistake

from .mistakes_picture import PICTURE
from .mistakes_who_search import DISTANCES, RETURN, SEARCH, chosen, from_a_number, returned

LENGTH = "embedding = embedding / np.linalg.norm(embedding)"


def measured(new: str) -> tuple[tuple[str, str], ...]:
    return ((DISTANCES, DISTANCES.replace("np.linalg.norm(embedding - vector)", new)),)


EMBEDDING = (
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

WHO = PICTURE + EMBEDDING + SEARCH + DECISION
