"""A photograph of a person, with the landmarks of the face."""

from dataclasses import dataclass
from functools import cached_property
from random import Random

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from cnn_helpers.checks import whole_number
from cnn_helpers.data.people.backdrop import paint_backdrop
from cnn_helpers.data.people.beard import paint_beard, paint_marks
from cnn_helpers.data.people.brush import Brush
from cnn_helpers.data.people.eyes import brow_line, paint_brows, paint_eyes, place
from cnn_helpers.data.people.hair import paint_back, paint_front, under_hat
from cnn_helpers.data.people.head import paint_age, paint_ears, paint_face, paint_neck, paint_neck_shadow
from cnn_helpers.data.people.light import finish
from cnn_helpers.data.people.mouth import corner, paint_mouth
from cnn_helpers.data.people.nose import paint_nose, tip
from cnn_helpers.data.people.person import Person
from cnn_helpers.data.people.settings import Settings
from cnn_helpers.data.people.shot import Light, Mood, Pose, random_light, random_mood, random_pose
from cnn_helpers.data.people.wear import paint_clothes, paint_cover, paint_glasses, paint_hat

GRAIN = 4  # fine pixels along a pixel's side
SMALLEST, LARGEST = 16, 512
HALF_HEAD = 0.34  # half a head's height as a share of the picture's side, at scale 1
USUAL = Settings()
LANDMARKS = (
    "left_eye",
    "right_eye",
    "nose",
    "mouth_left",
    "mouth_right",
    "chin",
    "left_eye_outer",
    "left_eye_inner",
    "right_eye_inner",
    "right_eye_outer",
    "left_brow",
    "right_brow",
)
MIRRORED = tuple(
    LANDMARKS.index(name.replace("left", "*").replace("right", "left").replace("*", "right"))
    for name in LANDMARKS
)


@dataclass(frozen=True, eq=False)
class Face:
    """One photograph of a person, (n, n) pixels.

    pixels: (n, n, 3) uint8; image: the same as float32 from 0 to 1. identity: the person's number.
    landmarks: (12, 2) float32, x and y in pixels from the picture's left and top edges, in the order of LANDMARKS;
    left and right are those of the picture. visible: (12,) bool, the point lies in the picture and neither hair
    nor a hand, a scarf or a hat covers it. yaw, nod, roll: degrees to the right, upwards and clockwise.
    wears: names of what is worn that day: "glasses", "scarf", "hand", "hat".
    """

    pixels: np.ndarray
    identity: int
    landmarks: np.ndarray
    visible: np.ndarray
    pose: Pose
    wears: tuple[str, ...]

    @cached_property
    def image(self) -> NDArray:
        """The picture as float32 from 0 to 1."""
        return self.pixels.astype(np.float32) / 255


def face(someone: Person, number: int = 0, size: int = 64, settings: Settings = USUAL) -> Face:
    """Return photograph `number` of a person, the same every time.

    someone: a Person; size: pixels a side, from 16 to 512; another size shows the same photograph.
    Raises ValueError for other sizes, settings and numbers.

    >>> from cnn_helpers.data.people import person
    >>> photograph = face(person(seed=0, number=7), number=2, size=48)
    >>> photograph.image.shape, photograph.landmarks.shape, photograph.identity
    ((48, 48, 3), (12, 2), 7)
    """
    if not isinstance(someone, Person):
        raise ValueError(f"someone is {someone!r}; a Person is needed")
    if not isinstance(settings, Settings):
        raise ValueError(f"settings is {settings!r}; a Settings is needed")
    whole_number("number", number, least=0)
    if whole_number("size", size, least=SMALLEST) > LARGEST:
        raise ValueError(f"size is {size}; a whole number from {SMALLEST} to {LARGEST} is needed")
    # One stream of numbers each, so that a change of one setting leaves the rest of the photograph as it is.
    pose_rng, mood_rng, light_rng, worn, room = (
        Random(f"{someone.seed}/{someone.number}/{number}/{part}")
        for part in ("pose", "mood", "light", "worn", "room")
    )
    pose, mood = random_pose(pose_rng, settings), random_mood(mood_rng, settings)
    light = random_light(light_rng, settings)
    glasses = worn.random() < settings.glasses
    cover = worn.choice(settings.covers) if worn.random() < settings.covered else ""
    brush = Brush(paint_backdrop(room, size, GRAIN))
    scale = size * GRAIN * HALF_HEAD * pose.scale
    middle = np.array([pose.x, pose.y]) * size * GRAIN
    brush.look(pose.yaw, pose.nod, pose.roll, scale, middle)
    _paint(brush, someone, mood, light, worn, glasses, cover, scale, middle)
    points = brush.project(_landmarks(someone, mood))
    pixels = finish(
        brush.colours.reduce(GRAIN),
        brush.body.reduce(GRAIN),
        pose,
        scale / GRAIN,
        light,
        np.random.default_rng(light_rng.getrandbits(64)),
    )
    return Face(
        pixels=pixels,
        identity=someone.number,
        landmarks=(points / GRAIN).astype(np.float32),
        visible=np.array([_seen(brush.cover, x, y) for x, y in points]),
        pose=pose,
        wears=("glasses",) * glasses + (cover,) * bool(cover),
    )


def _paint(
    brush: Brush,
    someone: Person,
    mood: Mood,
    light: Light,
    worn: Random,
    glasses: bool,
    cover: str,
    scale: float,
    middle: NDArray,
) -> None:
    head, skin, eyes = someone.head, someone.skin, someone.eyes
    hair = under_hat(someone.hair) if cover == "hat" else someone.hair
    lamp = 1 if light.direction[0] > 0 else -1

    def settle(points: ArrayLike) -> NDArray:
        return np.asarray(points, float)[:, :2] * (scale, -scale) + middle

    paint_back(brush, head, hair, someone.hair_colour)
    paint_neck(brush, head, skin, settle)
    paint_neck_shadow(brush, head, mood.jaw)
    paint_clothes(brush, worn, settle, skin, head.neck)
    paint_ears(brush, head, skin)
    paint_face(brush, head, skin, mood.jaw)
    paint_age(brush, head, someone.marks.age)
    paint_marks(brush, head, someone.marks)
    paint_beard(brush, head, someone.marks, someone.mouth, someone.hair_colour, skin, mood.jaw)
    paint_mouth(brush, head, someone.mouth, skin, mood)
    paint_eyes(brush, head, eyes, someone.iris, mood, light.direction)
    paint_nose(brush, head, someone.nose, eyes.up, lamp, skin)
    paint_brows(brush, head, eyes, someone.hair_colour, mood)
    paint_front(brush, head, hair, someone.hair_colour, lamp)
    if cover == "hat":
        paint_hat(brush, worn, head)
    if glasses:
        paint_glasses(brush, worn, head, eyes, someone.nose)
    if cover in ("scarf", "hand"):
        paint_cover(brush, worn, cover, head, skin)


def _seen(cover: Image.Image, x: float, y: float) -> bool:
    return bool(0 <= x < cover.width and 0 <= y < cover.height and not cover.getpixel((int(x), int(y))))


def _landmarks(someone: Person, mood: Mood) -> NDArray:
    """Return the points (12, 3) of LANDMARKS in head units."""
    head, eyes = someone.head, someone.eyes
    chin = [0.0, -head.length - 0.08 * mood.jaw, 0.4]
    return np.stack(
        [
            *(place(head, eyes, side) for side in (-1, 1)),
            tip(head, someone.nose),
            *(corner(head, someone.mouth, side, mood) for side in (-1, 1)),
            np.array(chin),
            place(head, eyes, -1, eyes.width),
            place(head, eyes, -1, -eyes.width),
            place(head, eyes, 1, -eyes.width),
            place(head, eyes, 1, eyes.width),
            *(brow_line(head, eyes, side, mood, 0.0) for side in (-1, 1)),
        ]
    )
