"""Real faces: a photograph is searched for a face, the face set upright, and dlib's network makes its vector.

Only two people appear here, on portraits in the public domain. What is calibrated on two portraits tells one from the
other; how often the network errs among many people it cannot tell.
"""

from collections.abc import Callable
from functools import lru_cache
from io import BytesIO

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageFilter

from cnn_helpers.data.augmentation import mirror, rotate
from cnn_helpers.data.photos import photo
from cnn_helpers.faces.recognition import embed
from cnn_helpers.faces.verification import Rates, calibrate, pair_distances
from cnn_helpers.pretrained.alignment import align_face
from cnn_helpers.pretrained.dlib_face import face_network
from cnn_helpers.pretrained.face_finder import find_faces

NETWORK = "dlib's face network, 128 numbers brought to length 1"
PORTRAITS = {"Eileen Collins": "astronaut", "Grace Hopper": "hopper"}


def portrait(name: str) -> NDArray:
    """Return a portrait in the public domain as uint8 (n_H, n_W, 3). Raises ValueError for another name.

    >>> portrait("Grace Hopper").shape
    (600, 512, 3)
    """
    if name not in PORTRAITS:
        raise ValueError(f"{name!r} has no portrait here; one of {', '.join(PORTRAITS)} is needed")
    return (255 * photo(PORTRAITS[name])).round().astype(np.uint8)


def face_chip(image: NDArray) -> NDArray:
    """Return the surest face of a photograph, set upright: (150, 150, 3) uint8, as dlib's network needs it.

    image: (H, W, 3), uint8. Raises ValueError where no face is found, and for other images.
    """
    faces = find_faces(image)
    if not faces:
        raise ValueError("no face is found in the photograph; one that looks at the camera is needed")
    return align_face(image, faces[0].eyes)


def portrait_network() -> Callable[[ArrayLike], NDArray]:
    """Return a function from chips (m, 150, 150, 3) to vectors of length 1, (m, 128): dlib's face network.

    Raises MissingPackage without its package.
    """
    network = face_network()

    def vectors(chips: ArrayLike) -> NDArray:
        raw = np.asarray(network(np.asarray(chips, np.float32), training=False))
        return raw / np.linalg.norm(raw, axis=1, keepdims=True)

    return vectors


def alterations(image: NDArray) -> dict[str, NDArray]:
    """Return what a camera might have made of the same moment: {what was changed: the photograph}, all uint8.

    image: (H, W, 3), uint8. A stand-in for other photographs of the person, and an easy one: age, pose and
    expression stay.
    """
    picture, rng = Image.fromarray(image), np.random.default_rng(0)
    small = picture.resize((image.shape[1] // 3, image.shape[0] // 3))
    compressed = BytesIO()
    picture.save(compressed, "JPEG", quality=8)
    noise = rng.normal(0, 20, image.shape)
    changed = {
        "as it is": image,
        "mirrored": mirror(image).image,
        "turned left": rotate(image, 12).image,
        "turned right": rotate(image, -12).image,
        "dark": 0.4 * image,
        "bright": 1.6 * image,
        "grey": np.repeat(np.asarray(picture.convert("L"))[..., np.newaxis], 3, axis=2),
        "noisy": image + noise,
        "blurred": picture.filter(ImageFilter.GaussianBlur(3)),
        "small": small,
        "compressed": Image.open(compressed),
    }
    return {name: np.clip(np.asarray(new), 0, 255).astype(np.uint8) for name, new in changed.items()}


@lru_cache(maxsize=1)
def portrait_vectors() -> tuple[NDArray, NDArray, list[str]]:
    """Return the vectors of both portraits, altered in every way, and which belong to one person.

    -> (vectors (m, 128), identities (m,) 0 or 1, names of the alterations (m,)). Made once in a process. Raises
    MissingPackage without mtcnn or dlib's network.
    """
    network, vectors, who, how = portrait_network(), [], [], []
    for number, name in enumerate(PORTRAITS):
        for change, image in alterations(portrait(name)).items():
            vectors.append(embed(face_chip(image), network))
            who.append(number)
            how.append(change)
    return np.stack(vectors), np.array(who), how


def portrait_threshold() -> Rates:
    """Return the Rates of the threshold that separates the two portraits and their alterations best."""
    vectors, who, _ = portrait_vectors()
    pairs = np.stack(np.triu_indices(len(who), 1), axis=1)
    return calibrate(pair_distances(vectors, pairs), who[pairs[:, 0]] == who[pairs[:, 1]])
