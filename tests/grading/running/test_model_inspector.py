"""Reports that one worker remembers from student to student: equal models share one, and a refusal is nobody else's."""

import json

import keras
import pytest

from cnn_helpers.grading.keras_models import canonical_key
from cnn_helpers.grading.keras_models import inspect as inspect_here
from cnn_helpers.grading.running import model_inspector
from cnn_helpers.grading.running.model_inspector import Inspector
from cnn_helpers.grading.values.answers import plain
from cnn_helpers.grading.values.keras_values import MODEL, NotPlain


@pytest.fixture
def inspector(monkeypatch):
    """An inspector that asks in this process, and the texts that it asked about."""
    monkeypatch.setattr(model_inspector, "_known", type(model_inspector._known)())
    asked = []

    def ask(self, answer):
        asked.append(answer[MODEL])
        try:
            return inspect_here(answer)
        except NotPlain as problem:
            return str(problem)

    monkeypatch.setattr(Inspector, "_asked", ask)
    made = Inspector(None)
    made.asked = asked
    return made


def dense(name):
    x = keras.Input((4,))
    return plain(keras.Model(x, keras.layers.Dense(3, name=name)(x)))


def with_setting(answer, **settings):
    config = json.loads(answer[MODEL])
    config["config"]["layers"][1]["config"] |= settings
    return answer | {MODEL: json.dumps(config)}


def test_refusal_is_remembered_for_its_own_text_alone(inspector):
    right = dense("one")
    wrong = with_setting(right, mine=None)
    assert canonical_key(wrong) == canonical_key(right), "both would be remembered as one"
    for _ in range(2):
        with pytest.raises(NotPlain, match="does not fit"):
            inspector(wrong)
    assert inspector(right)["parameters"] == 15
    assert len(inspector.asked) == 2


@pytest.mark.parametrize(
    "settings", [{"use_bias": "False"}, {"units": "3"}, {"use_bias": "None"}, {"units": ["3"]}]
)
def test_text_that_reads_like_another_value_is_another_model(settings):
    values = {"False": False, "3": 3, "None": None}
    meant = {key: [3] if isinstance(text, list) else values[text] for key, text in settings.items()}
    right = dense("one")
    assert canonical_key(with_setting(right, **settings)) != canonical_key(with_setting(right, **meant))


def test_equal_models_are_asked_about_once(inspector):
    assert inspector(dense("one")) == inspector(dense("other"))
    assert len(inspector.asked) == 1
