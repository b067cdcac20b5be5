"""Who somebody is: everything that stays the same from one photograph to the next."""

from collections.abc import Callable, Mapping
from random import Random
from typing import NamedTuple, TypeVar

from cnn_helpers.checks import whole_number
from cnn_helpers.data.people.beard import Marks, random_marks
from cnn_helpers.data.people.colours import HAIR, IRIS, SKIN, along, near
from cnn_helpers.data.people.eyes import RANGES as EYES
from cnn_helpers.data.people.eyes import Eyes
from cnn_helpers.data.people.hair import Hair, random_hair, tone
from cnn_helpers.data.people.head import RANGES as HEAD
from cnn_helpers.data.people.head import Head
from cnn_helpers.data.people.mouth import RANGES as MOUTH
from cnn_helpers.data.people.mouth import Mouth
from cnn_helpers.data.people.nose import RANGES as NOSE
from cnn_helpers.data.people.nose import Nose
from cnn_helpers.data.scenes.colours import Colour

Part = TypeVar("Part")


class Person(NamedTuple):
    """A person who does not exist: colours (red, green, blue) and the shapes of head, hair and features.

    tone: 0 for the lightest skin to 1 for the darkest. It is drawn apart from everything else, so that people of
    every tone differ from each other in the same ways and as much.
    """

    seed: int
    number: int
    tone: float
    skin: Colour
    hair_colour: Colour
    iris: Colour
    head: Head
    eyes: Eyes
    nose: Nose
    mouth: Mouth
    hair: Hair
    marks: Marks


def person(seed: int, number: int) -> Person:
    """Return person `number` of a seed, always the same one.

    Raises ValueError for numbers below 0.

    >>> someone = person(seed=0, number=7)
    >>> someone == person(0, 7), someone == person(0, 8)
    (True, False)
    """
    seed, number = whole_number("seed", seed, least=0), whole_number("number", number, least=0)

    def stream(part: str) -> Random:
        return Random(f"{seed}/{number}/{part}")

    colours, shade = stream("colours"), stream("skin")
    skin_tone = shade.random()
    return Person(
        seed=seed,
        number=number,
        tone=skin_tone,
        skin=near(shade, along(SKIN, skin_tone), 6),
        hair_colour=tone(colours, HAIR),
        iris=near(colours, colours.choice(IRIS), 8),
        head=_within(Head, HEAD, stream("head")),
        eyes=_within(Eyes, EYES, stream("eyes")),
        nose=_within(Nose, NOSE, stream("nose")),
        mouth=_within(Mouth, MOUTH, stream("mouth")),
        hair=random_hair(stream("hair")),
        marks=random_marks(stream("marks")),
    )


def _within(kind: Callable[..., Part], ranges: Mapping[str, tuple[float, float]], rng: Random) -> Part:
    return kind(**{name: rng.uniform(*ends) for name, ends in ranges.items()})
