"""How a model was compiled, in words that do not depend on how it was written: "adam" and Adam() alike."""

from __future__ import annotations

import re
from typing import Any

from .settings import value_text

NOT_COMPILED = "not compiled"
OWN = "a function of your own"
SHORT = {
    "mse": "MeanSquaredError",
    "mae": "MeanAbsoluteError",
    "mape": "MeanAbsolutePercentageError",
    "msle": "MeanSquaredLogarithmicError",
    "bce": "BinaryCrossentropy",
    "kld": "KLDivergence",
    "kl_divergence": "KLDivergence",
    "log_cosh": "LogCosh",
}
ACCURACY = {
    "SparseCategoricalCrossentropy": "SparseCategoricalAccuracy",
    "CategoricalCrossentropy": "CategoricalAccuracy",
    "BinaryCrossentropy": "BinaryAccuracy",
}
FUNCTIONS = frozenset(
    [*SHORT]
    + [f"{kind}_{what}" for kind in ("binary", "categorical") for what in ("accuracy", "focal_crossentropy")]
    + [f"{kind}crossentropy" for kind in ("binary_", "categorical_", "sparse_categorical_")]
    + ["sparse_categorical_accuracy", "top_k_categorical_accuracy", "sparse_top_k_categorical_accuracy"]
    + [f"mean_{what}_error" for what in ("squared", "absolute", "absolute_percentage", "squared_logarithmic")]
    + [
        "hinge",
        "squared_hinge",
        "categorical_hinge",
        "huber",
        "poisson",
        "cosine_similarity",
        "dice",
        "tversky",
    ]
)
USUAL = {
    "from_logits": False,
    "reduction": "sum_over_batch_size",
    "axis": -1,
    "label_smoothing": 0.0,
    "threshold": 0.5,
}
LEFT_OUT = {
    "name",
    "dtype",
    "learning_rate",
    "gradient_accumulation_steps",
    "loss_scale_factor",
    "ema_momentum",
}
USUAL_RATES = {"sgd": 0.01}  # of optimisers that are named alone; all others begin with 0.001
USUAL_OPTIMISER = {"beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "rho": 0.9, "momentum": 0.0}


def compiled_report(config: dict | None) -> dict:
    """Optimiser, learning rate, loss and metrics of a compile configuration; "not compiled" without one."""
    if not config:
        return {
            "optimizer": NOT_COMPILED,
            "learning rate": None,
            "settings": "",
            "loss": NOT_COMPILED,
            "metrics": (),
        }
    optimiser = config.get("optimizer")
    settings = optimiser.get("config", {}) if isinstance(optimiser, dict) else {}
    loss = _loss(config.get("loss"))
    rate = settings.get("learning_rate")
    return {
        "optimizer": _camel(optimiser.get("class_name") if isinstance(optimiser, dict) else optimiser),
        "learning rate": float(f"{rate:.6g}") if isinstance(rate, int | float) else value_text(rate),
        "settings": _settings(settings, USUAL_OPTIMISER),
        "loss": loss,
        "metrics": tuple(sorted(_metric(part, loss) for part in _flat(config.get("metrics")))),
    }


def learning_rate(config: dict | None) -> str:
    """The learning rate of a compile configuration as text, also where an optimiser is named alone; "none" without.

    >>> learning_rate({"optimizer": "sgd"})
    '0.01'
    """
    if not config:
        return "none"
    optimiser = config.get("optimizer")
    name, settings = optimiser, {}
    if isinstance(optimiser, dict):
        name, settings = optimiser.get("class_name"), optimiser.get("config", {})
    rate = settings.get("learning_rate", USUAL_RATES.get(str(name).lower(), 1e-3))
    return f"{rate:.4g}" if isinstance(rate, int | float) else value_text(rate)


def _flat(metrics: Any) -> list:
    if metrics is None:
        return []
    if isinstance(metrics, dict) and "class_name" not in metrics:
        metrics = list(metrics.values())
    return [one for part in metrics for one in _flat(part)] if isinstance(metrics, list) else [metrics]


def _loss(loss: Any) -> str:
    """A loss by its class, with what is unusual about it."""
    if isinstance(loss, list | tuple):
        return ", ".join(map(_loss, loss))
    if isinstance(loss, dict) and "class_name" not in loss:
        return ", ".join(f"{key}: {_loss(part)}" for key, part in sorted(loss.items()))
    return _named(loss)


def _metric(metric: Any, loss: str) -> str:
    name = _named(metric)
    if name in ("Accuracy", "Acc") and isinstance(metric, str):
        return ACCURACY.get(loss.partition("(")[0], "Accuracy")
    return name


def _named(thing: Any) -> str:
    """The class behind a name, an object, or a function that is called as one of Keras's is."""
    if isinstance(thing, str):
        return SHORT.get(thing.lower()) or _camel(thing)
    if not isinstance(thing, dict):
        return "none" if thing is None else OWN
    if thing.get("class_name") == "function":
        # Keras writes its own functions and everybody else's alike, by their bare names
        return _named(thing["config"]) if thing.get("config") in FUNCTIONS else OWN
    if not str(thing.get("module")).startswith("keras"):
        return OWN
    settings = _settings(thing.get("config") or {}, USUAL)
    return f"{thing['class_name']}({settings})" if settings else str(thing["class_name"])


def _settings(config: dict, usual: dict) -> str:
    """The settings that are neither usual nor empty."""
    return ", ".join(
        f"{key}={value_text(value)}"
        for key, value in sorted(config.items())
        if key not in LEFT_OUT
        and value not in (None, False)
        and not key.startswith("ema_")
        and usual.get(key) != value
    )


def _camel(name: object) -> str:
    """sparse_categorical_crossentropy -> SparseCategoricalCrossentropy; a class's own name stays."""
    if not isinstance(name, str):
        return "none"
    return (
        "".join(part[:1].upper() + part[1:] for part in re.split(r"_", name))
        if "_" in name or name.islower()
        else name
    )
