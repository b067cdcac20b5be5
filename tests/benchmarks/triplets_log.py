"""Write the log of the trainings with triplets and pairs, whose curves the pages on faces show.

`python -m tests.benchmarks.triplets_log` trains a small network several times from each of five starts. Its weights
are not kept; the log says with which settings they were trained, and how each epoch ended.
"""

import json

from cnn_helpers.files import write_whole
from cnn_helpers.pretrained.trained_weights import FOLDER
from cnn_helpers.training.machine import core_seconds, machine

from . import triplets

PATH = FOLDER / "triplets.json"


def settings():
    """Return what the curves depend on."""
    return {
        "known": list(triplets.KNOWN),
        "unseen": list(triplets.UNSEEN),
        "first unseen": triplets.FIRST_UNSEEN,
        "size": triplets.SIZE,
        "starts": triplets.STARTS,
        "epochs": triplets.EPOCHS,
        "batches an epoch": triplets.STEPS,
        "batch": [triplets.PEOPLE, triplets.PICTURES],
        "pairs": 2 * triplets.PAIRS,
        "alpha": triplets.ALPHA,
        "margin of the contrastive loss": triplets.MARGIN,
        "rate": triplets.RATE,
        "later": {"epochs": triplets.LATER_EPOCHS, "rate": triplets.LATER_RATE},
        "kinds": list(triplets.KINDS),
    }


def rounded(curves):
    """Return nested dictionaries and lists with their numbers rounded to four decimals."""
    if isinstance(curves, dict):
        return {name: rounded(inner) for name, inner in curves.items()}
    return [rounded(inner) for inner in curves] if isinstance(curves, list) else round(curves, 4)


def log_of(measured, seconds):
    """Return the log of what `triplets.measure` returned; seconds: of processor time."""
    return {
        "makes": "curves of a small network that learns to tell rendered people apart, by kind of loss and start",
        "settings": settings(),
        **rounded(measured),
        "core_seconds": round(seconds),
        **machine(),
    }


def main():
    """Train everything and write the log."""
    began = core_seconds()
    measured = triplets.measure()
    log = log_of(measured, core_seconds() - began)
    write_whole(PATH, (json.dumps(log) + "\n").encode())
    print(PATH)


if __name__ == "__main__":
    main()
