"""Scores of the small networks that come before YOLO, each trained for about a minute on one core."""

import time

import numpy as np
from rich.table import Table

from cnn_helpers.data.people import people
from cnn_helpers.data.scenes import scenes
from cnn_helpers.detection import (
    kmeans_anchors,
    landmark_errors,
    landmark_points,
    localisation_score,
    mean_average_precision,
    one_object_or_none,
    sliding_windows,
    train_landmarks,
    train_localiser,
    train_window_classifier,
    window_crops,
)
from cnn_helpers.detection.windows.window_classifiers import NEAR_STREETS

SIZE = 64  # pixels a side of streets with one object and of faces


def processor_seconds(function, *arguments, **settings):
    """Return what the function returns, and the seconds of processor time it took."""
    start = time.process_time()
    return function(*arguments, **settings), time.process_time() - start


def localisers(known=3000, unseen=600, **settings):
    """Yield rows of the two losses, and of the mean label as every answer."""
    images, labels = one_object_or_none(known, SIZE)
    new, truth = one_object_or_none(unseen, SIZE, first=known)
    mean = labels[labels[:, 0] == 1].mean(axis=0)
    rows = {"the mean label": (localisation_score(truth, np.tile(mean, (unseen, 1))), 0.0)}
    for loss in ("squared", "log"):
        model, seconds = processor_seconds(train_localiser, images, labels, loss, **settings)
        rows[f"localiser, {loss} loss"] = localisation_score(truth, model.predict(new, verbose=0)), seconds
    for name, (score, seconds) in rows.items():
        yield (
            name,
            f"{score.mean_iou:.3f}",
            f"{score.class_accuracy:.3f}",
            f"{score.presence_accuracy:.3f}",
            seconds,
        )


def landmarks(known=750, unseen=150, faces=4, **settings):
    """Yield rows of the network and of the mean places: mean and 90th percentile of the errors in pixels."""
    seen, new = people(known, faces, SIZE), people(unseen, faces, SIZE, first=known)
    model, seconds = processor_seconds(train_landmarks, seen.images, seen.landmarks, **settings)
    answered = landmark_points(model.predict(new.images, verbose=0), (SIZE, SIZE))
    mean = np.tile(seen.landmarks.mean(axis=0), (len(new), 1, 1))
    for name, points, spent in (("the mean places", mean, 0.0), ("landmark network", answered, seconds)):
        errors = landmark_errors(new.landmarks, points)
        yield name, f"{errors.mean():.2f}", f"{np.quantile(errors, 0.9):.2f}", spent


def windows(known=1000, unseen=60, threshold=0.3, iou_threshold=0.3, **settings):
    """Yield one row for each number of window sizes: windows a street, mAP, and seconds a street of both ways."""
    model, _ = processor_seconds(train_window_classifier, *window_crops(known), **settings)
    streets = scenes(unseen, 96, settings=NEAR_STREETS, first=known)
    shapes = np.concatenate([boxes[:, 2:] - boxes[:, :2] for boxes in scenes(300, 96, 0, NEAR_STREETS).boxes])
    for count in (3, 5):
        anchors, _ = kmeans_anchors(shapes, count)
        sizes = [(round(height), round(width)) for width, height in anchors.tolist()]
        look = {"threshold": threshold, "iou_threshold": iou_threshold, "max_boxes": 20}
        sweeps = [sliding_windows(image, model, sizes, at_once=True, **look) for image in streets.images]
        score = mean_average_precision(
            [(sweep.scores, sweep.boxes, sweep.classes) for sweep in sweeps],
            list(zip(streets.boxes, streets.classes, strict=True)),
            n_classes=3,
        )
        cropped = sliding_windows(streets.images[0], model, sizes, **look)
        seconds = min(sweep.seconds for sweep in sweeps)
        yield (
            str(count),
            str(sweeps[0].windows),
            f"{score.mean:.3f}",
            f"{cropped.seconds:.2f}",
            f"{seconds:.2f}",
        )


def tables():
    """Yield a table each for localisation, landmarks and sliding windows."""
    table = Table(
        title="One object or none, 600 unseen streets of 64x64", caption="Trained on 3,000 streets."
    )
    for heading in ("answer", "mean IoU", "class right", "presence right", "training, CPU s"):
        table.add_column(heading, justify="left" if heading == "answer" else "right")
    for *cells, seconds in localisers():
        table.add_row(*cells, f"{seconds:.0f}")
    yield table
    table = Table(
        title="Twelve landmarks, 600 faces of 150 unseen people, 64x64", caption="Trained on 3,000 faces."
    )
    for heading in ("answer", "mean error (px)", "9 of 10 below (px)", "training, CPU s"):
        table.add_column(heading, justify="left" if heading == "answer" else "right")
    for *cells, seconds in landmarks():
        table.add_row(*cells, f"{seconds:.0f}")
    yield table
    table = Table(
        title="Sliding windows, 60 unseen streets of 96x96",
        caption="Classifier of 32x32 crops; mAP at IoU 0.5; seconds of wall clock for one street.",
    )
    for heading in ("sizes", "windows", "mAP@0.5", "one by one (s)", "at once (s)"):
        table.add_column(heading, justify="right")
    for cells in windows():
        table.add_row(*cells)
    yield table
