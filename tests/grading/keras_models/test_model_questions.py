"""Questions about networks: right answers in any style keep all points, known mistakes lose some and are named."""

import json

import pytest

from cnn_helpers.grading.assignments import published, release, sample_class
from cnn_helpers.grading.feedback import check, grade
from cnn_helpers.grading.values.fingerprints import same

QUESTIONS = "small_cnn", "block", "triplet_loss", "count_parameters"


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_known_mistake_about_networks_loses_marks_and_is_named(tiny_keras, name):
    question = tiny_keras.assignment.question(name)
    for mistake in question.mistakes:
        result = grade(tiny_keras, name, tiny_keras.mistaken(question, mistake), seed=11)
        assert result.points < question.points, f"{mistake.name} costs nothing"
        assert result.mistake == mistake.name, (
            f"{mistake.name} is taken for {result.mistake or 'nothing known'}"
        )


@pytest.mark.parametrize("name", QUESTIONS)
def test_right_networks_in_every_style_keep_all_points(tiny_keras, name):
    styles = sample_class.styles(tiny_keras)
    assert {"functional", "grown", "nested"} <= set(styles)
    for style, sources in styles.items():
        namespace: dict = {}
        exec(tiny_keras.cells[0], namespace)
        for source in sources.values():
            exec(source, namespace)
        result = grade(tiny_keras, name, namespace[name], seed=3)
        assert result.points == tiny_keras.assignment.question(name).points, f"{style}: {result.message}"


def test_same_wrong_network_gets_the_same_score_under_any_seed(tiny_keras):
    for name in ("block", "triplet_loss"):
        question = tiny_keras.assignment.question(name)
        for mistake in question.mistakes:
            wrong = tiny_keras.mistaken(question, mistake)
            scores = {grade(tiny_keras, name, wrong, seed).points for seed in (0, 2**32 - 1)}
            assert len(scores) == 1, f"{mistake.name}: {scores}"


def test_enough_mistakes_are_known_and_no_two_are_taken_for_each_other(tiny_keras):
    assert sum(len(question.mistakes) for question in tiny_keras.assignment.questions) >= 12
    for name in QUESTIONS:
        mistakes = published.find(name).mistakes
        for i, (one, _, prints) in enumerate(mistakes):
            for other, _, others in mistakes[:i]:
                assert not all(same(a, b) for a, b in zip(prints, others, strict=True)), f"{one} and {other}"


def test_each_part_of_a_network_has_its_own_points(tiny_keras):
    question = tiny_keras.assignment.question("small_cnn")
    lost = {}
    for mistake in question.mistakes:
        result = grade(tiny_keras, "small_cnn", tiny_keras.mistaken(question, mistake), seed=1)
        lost[mistake.name] = [family.title for family in result.families if not family.passed]
    assert lost["sgd"] == ["compiled"]
    assert lost["sigmoid"] == ["layers", "outputs"]
    assert lost["no-batch-norm"] == ["layers", "outputs", "parameters"]
    assert lost["no-return"] == ["layers", "outputs", "parameters", "compiled"]


def test_value_without_a_gradient_keeps_the_points_of_the_value(tiny_keras):
    question = tiny_keras.assignment.question("triplet_loss")
    mistake = next(m for m in question.mistakes if m.name == "no-gradient")
    result = grade(tiny_keras, "triplet_loss", tiny_keras.mistaken(question, mistake), seed=1)
    assert [family.passed for family in result.families] == [True, False]


def test_unknown_mistake_is_told_by_the_first_layer_that_differs(tiny_keras, capsys):
    source = tiny_keras.sources["small_cnn"].replace("Conv2D(4", "Conv2D(5")
    check("small_cnn", tiny_keras.function(source, "small_cnn"))
    said = capsys.readouterr().out
    assert (
        "number 2 of the layers is 'Conv2D(filters=5" in said
        or "part 2 of the layers is the text 'Conv2D(filters=5" in said
    )
    assert "'Conv2D(filters=4" in said


def test_keras_is_refused_in_one_question_alone(tiny_keras):
    source = (
        "def count_parameters(input_shape, classes):\n"
        "    model = keras.Sequential([keras.Input(input_shape), keras.layers.Conv2D(4, 3, padding='same')])\n"
        "    return [model.count_params(), 16, 0]"
    )
    result = grade(tiny_keras, "count_parameters", tiny_keras.function(source, "count_parameters"), seed=1)
    assert result.points == 0
    assert "may not be used here" in result.message
    assert tiny_keras.assignment.forbidden_in("count_parameters") == ("keras", "tensorflow")
    assert tiny_keras.assignment.forbidden_in("small_cnn") == ()


def test_class_of_ones_own_is_refused_in_words(tiny_keras):
    source = (
        "def small_cnn(input_shape, classes):\n"
        "    class Mine(keras.Model):\n"
        "        def call(self, x):\n"
        "            return x\n"
        "    return Mine()"
    )
    result = grade(tiny_keras, "small_cnn", tiny_keras.function(source, "small_cnn"), seed=1)
    assert result.points == 0
    assert "`Mine`, a class of your own" in result.message


def test_published_data_holds_no_mistake_and_says_how_functions_are_called(tiny_keras, tiny_keras_published):
    release.check_source(tiny_keras)
    text = (tiny_keras_published / "tiny-keras.json").read_text(encoding="utf-8")
    data = {question["name"]: question for question in json.loads(text)["questions"]}
    assert "GradientTape" in data["triplet_loss"]["probe"]
    assert "probe" not in data["small_cnn"]
    assert published.find("small_cnn").call_seconds == 20
    assert "AveragePooling2D" not in text
    assert "concatenate" not in text.lower().replace("x is concatenated, not added", "").replace(
        "concatenated", ""
    )
    assert text == published.publish(tiny_keras), "the same text every time"
