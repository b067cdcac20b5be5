"""One question about training: no single answer is right, and unseen examples tell whether it has learnt."""

from cnn_helpers.grading.assignments.questions import (
    Assignment,
    Family,
    Labelled,
    Mistake,
    Question,
    accuracy,
    entry,
    made,
)

CASES = (dict(count=120, noise=0.1),), (dict(count=150, noise=0.15),)


def moons(count, noise, seed):
    return [
        made("sklearn.datasets:make_moons", count, noise=noise, random_state=seed, item=item)
        for item in (0, 1)
    ]


def seen(rng, count, noise):
    return moons(count, noise, int(rng.integers(2**31)))


def seen_and_unseen(rng, count, noise):
    """Points to learn from with their kinds, and points whose kinds stay with the grader."""
    unseen, kinds = moons(count, noise, int(rng.integers(2**31)))
    return Labelled((*seen(rng, count, noise), unseen), kinds)


def learn_and_predict(function, points, kinds, unseen=None):
    """What the trained classifier says of the points, or of unseen ones."""
    predict = function(points, kinds)
    return {"kinds": predict(points if unseen is None else unseen)}


assignment = Assignment(
    name="tiny-training",
    title="A tiny assignment about learning",
    questions=(
        Question(
            "learn",
            points=100,
            families=(
                Family(
                    "runs", 20, seen, *CASES, case="{count} points", part=entry("kinds", "what it predicts")
                ),
                Family(
                    "learns",
                    80,
                    seen_and_unseen,
                    *CASES,
                    case="{count} points, noise {noise}",
                    part=entry("kinds", "what it predicts"),
                    goal=accuracy(0.95, of="unseen points"),
                ),
            ),
            mistakes=(
                Mistake(
                    "one-kind",
                    "it answers with one kind whatever it is given",
                    edits=(("kinds[nearest]", "0 * nearest"),),
                ),
                Mistake(
                    "linear",
                    "a straight line cannot tell them apart",
                    source="""def learn(points, kinds):
    weights = np.linalg.lstsq(np.c_[points, np.ones(len(points))], kinds, rcond=None)[0]
    return lambda new: (np.c_[new, np.ones(len(new))] @ weights > 0.5).astype(int)
""",
                ),
            ),
            probe=learn_and_predict,
        ),
    ),
)
