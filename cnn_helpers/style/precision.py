"""Whether half precision pays on this machine."""

from functools import cache
from pathlib import Path

HALF = ("avx512_bf16", "amx_bf16")  # instructions that multiply bfloat16 numbers


def fastest_precision() -> str:
    """Return "bfloat16" where the processor multiplies such numbers itself and TensorFlow runs on it, else "float32".

    Elsewhere bfloat16 is emulated, and slower. On a GPU it was not measured, so float32 is used.
    """
    import tensorflow as tf

    return "bfloat16" if not tf.config.list_physical_devices("GPU") and has_half_products() else "float32"


@cache
def has_half_products(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether a processor's list of features, as Linux gives it, names bfloat16 products."""
    try:
        features = cpuinfo.read_text().split()
    except OSError:
        return False
    return any(name in features for name in HALF)
