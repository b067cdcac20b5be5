"""Write the log of the detectors' comparison, whose scores the page on region proposals shows.

`python -m tests.benchmarks.detectors_log` trains R-CNN, Fast and Faster R-CNN: 41 minutes of processor time on a shared
machine without AVX-512, less on an idle one. Their weights are not kept; the log says with which settings they were
trained and what each found.
"""

import json

from cnn_helpers.data.scenes import CLASSES
from cnn_helpers.files import write_whole
from cnn_helpers.pretrained.trained_weights import FOLDER
from cnn_helpers.training.machine import machine

from . import detectors

PATH = FOLDER / "rcnn_family.json"


def settings():
    """Return what the scores depend on."""
    return {
        "streets": "as trained",
        "training": detectors.TRAINING,
        "unseen": detectors.UNSEEN,
        "seed": detectors.SEED,
        "R-CNN": detectors.RCNN,
        "Fast R-CNN": detectors.FAST,
        "Faster R-CNN": list(detectors.FASTER),
    }


def log_of(rows):
    """Return the log of the Rows that `measure_all` yields; no times, which depend on the machine's other work."""
    return {
        "makes": "R-CNN, Fast and Faster R-CNN beside the YOLO that ships, on the same unseen streets",
        "settings": settings(),
        "scores": {row.name: _scores(row) for row in rows},
        **machine(),
    }


def _scores(row):
    every = row.scores["all"]
    told = {"mAP@0.5": float(every.per_threshold[0]), "mAP@0.5:0.95": every.mean}
    told |= dict(zip(CLASSES, every.average_precisions[:, 0].tolist(), strict=True))
    return told if row.recall is None else told | {"recall of proposals": float(row.recall)}


def main():
    """Measure all and write the log."""
    rows = [one for one in detectors.measure_all() if isinstance(one, detectors.Row)]
    write_whole(PATH, (json.dumps(log_of(rows), indent=1) + "\n").encode())
    print(PATH)


if __name__ == "__main__":
    main()
