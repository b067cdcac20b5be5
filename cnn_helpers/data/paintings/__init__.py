"""Paintings of the course's own making: styles to transfer that belong to nobody else.

Made by programs, deterministic by seed; CC BY 4.0, as the text of the course.
"""

from cnn_helpers.data.paintings.gallery import PAINTINGS, painting

__all__ = ["PAINTINGS", "painting"]
