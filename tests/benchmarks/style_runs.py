"""Record the runs of style transfer that the page draws and cannot repeat in a minute.

`python -m tests.benchmarks.style_runs [NAME ...]` makes those that are named, or all whose log is missing or of other
settings. Each is a `transfer` of two of the course's own pictures; its log and its pictures go where
`cnn_helpers.style.recorded_run` reads them.
"""

import hashlib
import io
import json
import sys

import numpy as np
from PIL import Image

from cnn_helpers.data import PAINTINGS, painting, photo
from cnn_helpers.files import write_whole
from cnn_helpers.style import CONTENT_LAYER, STYLE_LAYERS, transfer
from cnn_helpers.style.recorded import FOLDER
from cnn_helpers.training.machine import core_seconds, machine

QUALITY = 85  # of the JPEG files
WIDEST = 256  # pixels across of the pictures on the way, which are smaller than the last
EVERY = 10  # steps between two likenesses and content costs
CAT, SMALL, TINY = ("chelsea", 384), ("china", 96), ("china", 64)
GLASS, NIGHT, MEADOW = ("glass", 384), ("night", 160), ("meadow", 160)
SEEDS = (0, 1, 2)
CONTENT_LAYERS = ("block1_conv2", "block2_conv2", "block3_conv2", CONTENT_LAYER)
BETAS = (1, 5, 30, 1000)
RATES = (0.003, 0.03, 0.3)


def run(content, style, shown=(), grey=None, **settings):
    """Return the settings of one run.

    shown: the steps whose pictures ship beside the last; grey: the seed of a little noise around the mean grey, for a
    run that starts there.
    """
    return {
        "content": list(content),
        "style": list(style),
        "shown": list(shown),
        **({} if grey is None else {"grey": grey}),
        "transfer": {"precision": "float32", **settings},
    }


def all_runs():
    """Return {name: settings} of every run, the shortest first."""
    runs = {}
    alone = {"beta": 0, "variation": 0.3, "optimiser": "lbfgs", "steps": 200}
    texture = {"alpha": 0, "start": "noise", "optimiser": "lbfgs", "steps": 120}
    for seed in SEEDS:
        mixed = {"start": "content + noise", "seed": seed, "steps": 60}
        for rate in RATES:
            runs[f"adam-{rate}-{seed}"] = run(TINY, NIGHT, learning_rate=rate, **mixed)
        runs[f"lbfgs-{seed}"] = run(TINY, NIGHT, optimiser="lbfgs", **mixed)
        runs[f"from-noise-{seed}"] = run(TINY, NIGHT, **{**mixed, "start": "noise"})
        for layer in CONTENT_LAYERS:
            runs[f"content-{layer}-{seed}"] = run(SMALL, NIGHT, grey=seed, content_layer=layer, **alone)
        runs[f"random-texture-{seed}"] = run(SMALL, NIGHT, trained=False, seed=seed, **texture)
    runs["from-content"] = run(TINY, NIGHT, steps=60)
    for count in (1, 3, 5):
        runs[f"texture-{count}"] = run(SMALL, NIGHT, style_layers=list(STYLE_LAYERS[:count]), **texture)
    for beta in BETAS:
        runs[f"beta-{beta}"] = run(SMALL, NIGHT, beta=beta, steps=100)
    runs["small-forms"] = run(("camera", 96), ("glass", 256), steps=60)
    runs["wide-darkness"] = run(("rocket", 96), MEADOW, steps=60)
    third = ("chelsea", 128), ("glass", 128)
    runs["two-scales"] = run(*third, steps=100, scales=[2, 1])
    runs["colours"] = run(*third, steps=100, scales=[2, 1], keep_colours=True)
    runs["one-scale"] = run(*third, steps=100)
    runs["cover"] = run(CAT, GLASS, (0, 10, 25, 50, 100, 170, 255), steps=300, beta=10, scales=[4, 2, 1])
    return runs


def pictures(settings):
    """Return (content, style), each (n_H, n_W, 3), of a run."""
    made = [
        painting(name, width=width) if name in PAINTINGS else photo(name, width=width)
        for name, width in (settings["content"], settings["style"])
    ]
    return [np.stack([one] * 3, axis=-1) if one.ndim == 2 else one for one in made]


def record(name, settings, folder=FOLDER):
    """Make a run, and write its pictures and then its log."""
    begin = core_seconds()
    content, style = pictures(settings)
    steps, shown = settings["transfer"]["steps"], settings["shown"]
    start = {"start": grey_start(content.shape, settings["grey"])} if "grey" in settings else {}
    made = transfer(content, style, frames={*range(0, steps, EVERY), *shown}, **start, **settings["transfer"])
    # L-BFGS gives back the best picture it saw, Adam the last
    closing = (
        min(made.costs, key=lambda costs: costs.total)
        if "optimiser" in settings["transfer"]
        else made.costs[-1]
    )
    frames = {step: made.frames[step] for step in shown} | {steps: made.image}
    files = {step: f"{name}-{step}.jpg" for step in frames}
    data = {step: jpeg(image, None if step == steps else WIDEST) for step, image in frames.items()}
    images = {**made.frames, steps: made.image}
    met = {step: made.costs[step] for step in made.frames} | {steps: closing}
    for step, file in files.items():
        write_whole(folder / file, data[step])
    log = {
        "settings": settings,
        "totals": [float(f"{costs.total:.5g}") for costs in made.costs],
        "last": {part: float(f"{value:.5g}") for part, value in closing._asdict().items()},
        "contents": {step: float(f"{costs.content:.4g}") for step, costs in met.items()},
        "likeness": {step: round(likeness(image, content), 4) for step, image in images.items()},
        "pictures": {
            step: {"file": file, "sha256": hashlib.sha256(data[step]).hexdigest()}
            for step, file in files.items()
        },
        "seconds": round(core_seconds() - begin, 1),
        "machine": machine(),
    }
    write_whole(folder / f"{name}.json", (json.dumps(log) + "\n").encode())
    return log


def grey_start(shape, seed):
    """Return a picture that is grey but for a little noise."""
    return np.clip(0.5 + 0.05 * np.random.default_rng(seed).normal(size=shape), 0, 1)


def likeness(picture, photograph):
    """Return the correlation of two pictures' brightness, pixel by pixel."""
    return float(np.corrcoef(picture.mean(-1).ravel(), photograph.mean(-1).ravel())[0, 1])


def jpeg(image, widest=None):
    """Return the bytes of a JPEG file of a picture (n_H, n_W, 3), at most so many pixels wide."""
    pixels = Image.fromarray((255 * image).round().astype(np.uint8))
    if widest and pixels.width > widest:
        pixels = pixels.resize(
            (widest, round(pixels.height * widest / pixels.width)), Image.Resampling.LANCZOS
        )
    data = io.BytesIO()
    pixels.save(data, "JPEG", quality=QUALITY, subsampling=0)
    return data.getvalue()


def is_recorded(name, settings, folder=FOLDER):
    """Whether a run's log is there and of these settings."""
    path = folder / f"{name}.json"
    return path.is_file() and json.loads(path.read_text())["settings"] == json.loads(json.dumps(settings))


def main(names):
    """Record the named runs, or all that are missing."""
    runs = all_runs()
    unknown = sorted(set(names) - set(runs))
    if unknown:
        raise SystemExit(f"no run is called {', '.join(unknown)}; there are {', '.join(runs)}")
    for name in names or [name for name, settings in runs.items() if not is_recorded(name, settings)]:
        log = record(name, runs[name])
        print(
            f"{name}: {log['totals'][0]:.4g} -> {log['last']['total']:.4g}, {log['seconds']:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
