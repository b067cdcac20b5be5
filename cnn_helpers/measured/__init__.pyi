from .measurement import MEASUREMENTS, Measurement, load_measurement, measure
from .record import read_record

__all__ = ["MEASUREMENTS", "Measurement", "load_measurement", "measure", "read_record"]
