"""Known mistakes of `verify`."""

from cnn_helpers.grading.assignments.questions import Mistake

from .mistakes_picture import MODEL, PICTURE

LENGTH = "embedding = embedding / np.linalg.norm(embedding)"
DISTANCE = "distance = np.linalg.norm(embedding - database[identity])"
RETURN = "return float(distance), bool(distance < threshold)"


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


def measured(new: str) -> tuple[tuple[str, str], ...]:
    return ((DISTANCE, f"distance = {new}"),)


def length(new: str) -> tuple[tuple[str, str], ...]:
    return ((LENGTH, new),)


LENGTHS = (
    Mistake(
        "picture-of-length-one",
        "The picture is brought to length 1; bring the *embedding* to length 1.",
        edits=(
            (MODEL, "embedding = np.asarray(model((image / np.linalg.norm(image))[np.newaxis]))[0]"),
            (LENGTH + "\n    ", ""),
        ),
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
        edits=length("embedding = embedding / np.sum(embedding**2)"),
    ),
    Mistake(
        "divided-by-the-sum",
        "The embedding is divided by the sum of its numbers; divide by its length, the root of the sum of squares.",
        edits=length("embedding = embedding / np.sum(embedding)"),
    ),
    Mistake(
        "divided-by-the-largest",
        "The embedding is divided by its largest number; divide by its length, the root of the sum of squares.",
        edits=length("embedding = embedding / np.max(embedding)"),
    ),
    Mistake(
        "divided-by-the-sum-of-sizes",
        "The embedding is divided by the sum of its numbers' sizes; divide by its length, the root of the sum of "
        "squares.",
        edits=length("embedding = embedding / np.sum(np.abs(embedding))"),
    ),
    Mistake(
        "standardised",
        "The mean is taken off the embedding and it is divided by the deviation; divide by its length alone.",
        edits=length("embedding = (embedding - embedding.mean()) / embedding.std()"),
    ),
    Mistake(
        "difference-of-length-one",
        "The difference of the two vectors is brought to length 1, so that every distance is 1: bring the embedding to "
        "length 1, before the difference.",
        edits=(
            (LENGTH, "difference = embedding - database[identity]"),
            (DISTANCE, "distance = np.linalg.norm(difference / np.linalg.norm(difference))"),
        ),
    ),
)

DISTANCES = (
    Mistake(
        "squared",
        "The distance is squared: take the root.",
        edits=measured("np.sum((embedding - database[identity]) ** 2)"),
    ),
    Mistake(
        "squared-beside-the-squared-threshold",
        "The decision is right, but the distance that comes back is squared: return its root.",
        edits=(
            (DISTANCE, "distance = np.sum((embedding - database[identity]) ** 2)"),
            (RETURN, RETURN.replace("distance < threshold", "distance < threshold**2")),
        ),
    ),
    Mistake(
        "sizes-of-differences",
        "The sizes of the differences are added up; the distance is the root of the sum of their squares.",
        edits=measured("np.sum(np.abs(embedding - database[identity]))"),
    ),
    Mistake(
        "mean-of-squares",
        "The mean of the squared differences is taken; the distance is the root of their sum.",
        edits=measured("np.mean((embedding - database[identity]) ** 2)"),
    ),
    Mistake(
        "root-of-the-mean",
        "The mean of the squared differences stands under the root; their sum belongs there.",
        edits=measured("np.sqrt(np.mean((embedding - database[identity]) ** 2))"),
    ),
    Mistake(
        "largest-difference",
        "Only the largest difference counts; the distance is the root of the sum of all squares.",
        edits=measured("np.max(np.abs(embedding - database[identity]))"),
    ),
    Mistake(
        "dot-product",
        "A dot product stands for the distance; it is large where the two are alike.",
        edits=measured("np.dot(embedding, database[identity])"),
    ),
    Mistake(
        "cosine",
        "A cosine or dot product stands for the distance, and has to be above the threshold: the distance is the"
        " root of the sum of the squared differences, and has to be below.",
        edits=(
            *measured("np.dot(embedding, database[identity])"),
            (RETURN, RETURN.replace("distance <", "distance >")),
        ),
    ),
    Mistake(
        "one-minus-the-cosine",
        "1 minus the cosine stands for the distance; the distance is the root of the sum of the squared differences.",
        edits=measured("1 - np.dot(embedding, database[identity])"),
    ),
    Mistake(
        "difference-of-lengths",
        "The lengths of the two vectors are compared; take the length of their difference.",
        edits=measured("abs(np.linalg.norm(embedding) - np.linalg.norm(database[identity]))"),
    ),
    Mistake(
        "vectors-added",
        "The two vectors are added; the distance is the length of their difference.",
        edits=measured("np.linalg.norm(embedding + database[identity])"),
    ),
    Mistake(
        "nearest-of-all",
        "The distance is that to the nearest person in the database; the person claimed alone counts here.",
        edits=measured("min(np.linalg.norm(embedding - vector) for vector in database.values())"),
    ),
    Mistake(
        "first-in-the-database",
        "The picture is compared with the first person in the database; the person claimed is `identity`.",
        edits=measured("np.linalg.norm(embedding - next(iter(database.values())))"),
    ),
    Mistake(
        "last-in-the-database",
        "The picture is compared with the last person in the database; the person claimed is `identity`.",
        edits=measured("[np.linalg.norm(embedding - vector) for vector in database.values()][-1]"),
    ),
)

DECISION = (
    Mistake(
        "above-the-threshold",
        "The sign is turned: it is the same person where the distance is *below* the threshold.",
        edits=returned("float(distance), bool(distance > threshold)"),
    ),
    Mistake(
        "at-or-above-the-threshold",
        "The decision is turned: it is the same person where the distance is *below* the threshold.",
        edits=returned("float(distance), bool(distance >= threshold)"),
    ),
    Mistake(
        "equal-to-the-threshold",
        "A distance equal to the threshold is not below it: < and not <=.",
        edits=returned("float(distance), bool(distance <= threshold)"),
    ),
    Mistake(
        "always-the-usual-threshold",
        "The distance is compared with 0.7, whatever the threshold is.",
        edits=returned("float(distance), bool(distance < 0.7)"),
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
        edits=returned("float(distance), bool(distance**2 < threshold)"),
    ),
    Mistake(
        "always-the-same-person",
        "It is always the same person, however large the distance is: return distance < threshold.",
        edits=returned("float(distance), True"),
    ),
    Mistake(
        "never-the-same-person",
        "It is never the same person, however small the distance is: return distance < threshold.",
        edits=returned("float(distance), False"),
    ),
    Mistake(
        "nothing-above-the-threshold",
        "Nothing comes back where the distance is not below the threshold (is there a return after the if?): "
        "return the distance and False.",
        edits=((RETURN, "if distance < threshold:\n        return float(distance), True"),),
    ),
    Mistake(
        "none-above-the-threshold",
        "None comes back beside the distance where it is not below the threshold; False is asked for.",
        edits=returned("float(distance), True if distance < threshold else None"),
    ),
    Mistake(
        "nearest-as-well",
        "It is asked, too, whether the person claimed is the nearest of all; only the distance to that person counts.",
        edits=(
            (
                RETURN,
                "nearest = min(np.linalg.norm(embedding - vector) for vector in database.values())\n"
                "    return float(distance), bool(distance == nearest and distance < threshold)",
            ),
        ),
    ),
    Mistake(
        "order-exchanged",
        "The decision comes back before the distance: distance first.",
        edits=returned("bool(distance < threshold), float(distance)"),
    ),
    Mistake(
        "distance-alone",
        "The distance alone comes back; return both: distance, same.",
        edits=returned("float(distance)"),
    ),
    Mistake(
        "decision-alone",
        "The decision alone comes back; return both: distance, same.",
        edits=returned("bool(distance < threshold)"),
    ),
    Mistake(
        "name-for-the-decision",
        "A name (or None) comes back with the distance; True or False is asked for.",
        edits=returned("float(distance), identity if distance < threshold else None"),
    ),
    Mistake(
        "threshold-for-the-distance",
        "What comes back first is the distance less the threshold; return the distance itself.",
        edits=returned("float(distance - threshold), bool(distance < threshold)"),
    ),
    Mistake(
        "rounded",
        "The distance is rounded: return it as it is.",
        edits=returned("round(float(distance), 2), bool(distance < threshold)"),
    ),
    Mistake(
        "embedding-returned",
        "The embedding comes back beside the decision; the distance is asked for.",
        edits=returned("embedding, bool(distance < threshold)"),
    ),
    Mistake(
        "picture-changed",
        "The answer is right, but the picture itself was changed (image /= …, image -= …): work on a new name.",
        edits=((RETURN, "image /= image.max()\n    " + RETURN),),
    ),
    Mistake(
        "database-changed",
        "The answer is right, but the database was changed (a vector, or who is in it): leave it as it is.",
        edits=(
            (
                DISTANCE,
                "known = database[identity]\n    known -= embedding\n    distance = np.linalg.norm(known)",
            ),
        ),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return distance and decision.",
        edits=((RETURN, RETURN.replace("return", "answer =")),),
    ),
)

VERIFY = PICTURE + LENGTHS + DISTANCES + DECISION
