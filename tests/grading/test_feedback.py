"""What a student is told, and the points that go with it."""

import numpy as np
import pytest

from cnn_helpers.grading import feedback
from cnn_helpers.grading.feedback import check, grade
from cnn_helpers.grading.values import display


def double(x):
    return np.asarray(x) * 2.0


def wrong_double(x):
    return x**2


def double_sum(x):
    return np.sum(double(x)), x


def run(tiny, name, function, seed=7):
    return grade(tiny, name, function, seed)


def test_right_answer_keeps_all_points(tiny, capsys):
    assert check("double", double) == 40
    assert "All right" in capsys.readouterr().out
    assert run(tiny, "double", double).points == 40


def test_check_adds_up_what_was_won_so_far_and_names_the_next_question(tiny, capsys, monkeypatch):
    monkeypatch.setattr(feedback, "_won", {})

    def said(name, function):
        feedback.check(name, function)
        return capsys.readouterr().out.splitlines()[-1]

    assert said("double_sum", double_sum) == "So far 60 of 100 points in this notebook; next: double."
    assert said("double", wrong_double) == "So far 60 of 100 points in this notebook."
    assert said("double", double) == "So far 100 of 100 points in this notebook."


def test_known_mistake_is_named_with_its_hint(tiny, capsys):
    assert check("double", wrong_double) == 0
    assert "squared, not doubled" in capsys.readouterr().out
    assert run(tiny, "double", wrong_double).mistake == "squared"


def test_known_mistake_is_named_in_single_precision_too(tiny):
    assert run(tiny, "double", lambda x: x.astype(np.float32) ** 2).mistake == "squared"


def test_mistake_in_one_family_costs_that_family_alone(tiny):
    result = run(tiny, "double", lambda x: 2 * x if x.ndim == 1 else x)
    assert (result.points, result.mistake) == (30, "vectors-only")


def test_unknown_mistake_gets_the_first_difference(tiny, capsys):
    check("double", lambda x: 2 * x + 1)
    assert "numbers differ" in capsys.readouterr().out


def test_public_answers_learnt_by_heart_lose_hidden_cases(tiny):
    public = {
        case.args[0].tobytes(): answer for family in _families("double") for case, answer in family.cases
    }
    assert run(tiny, "double", lambda x: public.get(x.tobytes(), 0 * x)).points == 0


def _families(name):
    from cnn_helpers.grading.assignments import published

    return published.find(name).families


@pytest.mark.parametrize("seed", [0, 1, 2**31])
def test_any_seed_gives_the_same_score(tiny, seed):
    question = tiny.assignment.question("double")
    for mistake in question.mistakes:
        wrong = tiny.mistaken(question, mistake)
        assert run(tiny, "double", wrong, seed).points == run(tiny, "double", wrong, 5).points < 40


def in_notebook(*sources):
    """Functions that share one namespace, as the cells of a notebook do."""
    namespace = {"np": np}
    for source in sources:
        exec(source, namespace)
    return namespace


SUM = "def double_sum(x):\n    return np.sum(double(x)), x"


def test_wrong_helper_costs_its_own_question_alone(tiny, capsys):
    notebook = in_notebook("def double(x):\n    return 3 * x", SUM)
    result = run(tiny, "double_sum", notebook["double_sum"])
    assert result.points == 60
    assert result.message == "It was judged with a right `double` in place of yours."
    check("double_sum", notebook["double_sum"])
    assert "mend `double` first" in capsys.readouterr().out
    assert notebook["double"](1) == 3, "the student's own helper is put back"


def test_wrong_helper_that_is_called_through_another_function_costs_its_own_question_alone(tiny):
    between = "def doubled(x):\n    return double(doubled and x)\n"
    notebook = in_notebook(
        "def double(x):\n    return 3 * x", between + SUM.replace("double(x)", "doubled(x)")
    )
    result = run(tiny, "double_sum", notebook["double_sum"])
    assert result.points == 60
    assert result.message == "It was judged with a right `double` in place of yours."


def test_wrong_caller_loses_its_points_even_if_the_helper_is_wrong_too(tiny):
    notebook = in_notebook(
        "def double(x):\n    return 3 * x", "def double_sum(x):\n    return np.sum(double(x)) + 1, x"
    )
    assert run(tiny, "double_sum", notebook["double_sum"]).points == 10


def test_helper_that_fails_hidden_cases_alone_does_not_cost_its_caller(tiny):
    notebook = in_notebook("def double(x):\n    return 2 * x if x.size <= 4 else 0 * x", SUM)
    assert run(tiny, "double", notebook["double"]).points == 0
    result = run(tiny, "double_sum", notebook["double_sum"])
    assert result.points == 60
    assert result.message == "It was judged with a right `double` in place of yours."


def test_unused_wrong_helper_is_not_blamed(tiny):
    notebook = in_notebook(
        "def double(x):\n    return 3 * x", "def double_sum(x):\n    return 2 * np.sum(x) + 1, x"
    )
    assert "mend" not in run(tiny, "double_sum", notebook["double_sum"]).message


@pytest.mark.parametrize(
    "source",
    [
        "def double(x):\n    import scipy.special\n    return scipy.special.xlogy(x, x)",
        "def double(x):\n    from scipy.ndimage import zoom\n    return zoom(x, 2)",
        "import scipy.ndimage as nd\ndef double(x):\n    return nd.zoom(x, 2)",
        "from scipy.ndimage import zoom\ndef double(x):\n    return zoom(x, 2)",
    ],
)
def test_delegation_is_refused_with_a_message(tiny, source):
    result = run(tiny, "double", in_notebook(source)["double"])
    assert result.points == 0
    assert "may not be used here" in result.message


def test_unused_import_of_a_forbidden_module_costs_nothing(tiny):
    notebook = in_notebook("import scipy\nfrom scipy import ndimage\ndef double(x):\n    return 2 * x")
    assert run(tiny, "double", notebook["double"]).points == 40
    import scipy.ndimage

    assert scipy.ndimage is notebook["ndimage"], "the real modules are back"
    assert scipy.ndimage.zoom(np.ones(2), 2).shape == (4,)


def test_unwritten_function_is_told_so(tiny, capsys):
    def double(x):
        raise NotImplementedError()

    check("double", double)
    assert "not written yet" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [object(), np.array([object()]), {1, 2}, lambda: 0])
def test_answer_that_is_no_plain_data_is_refused_in_words(tiny, capsys, answer):
    assert check("double", lambda x: answer) == 0
    assert "cannot be judged" in capsys.readouterr().out


def test_object_that_equals_everything_wins_nothing(tiny):
    class Equal(np.ndarray):
        def __eq__(self, other):
            return np.True_

        def __sub__(self, other):
            return np.zeros(self.shape)

    assert run(tiny, "double", lambda x: np.zeros(x.shape).view(Equal)).points == 0


def test_function_that_scribbles_on_its_input_harms_no_later_case(tiny):
    def double(x):
        x *= 2
        return x

    assert run(tiny, "double", double).points == run(tiny, "double", double).points == 40


def test_unknown_question_is_refused_with_those_there_are(tiny):
    with pytest.raises(ValueError, match=r"no question 'duoble'.*double, double_sum"):
        check("duoble", double)


def test_result_of_a_call_instead_of_the_function_is_refused(tiny):
    with pytest.raises(TypeError, match="the function itself is needed"):
        check("double", double(3))


def test_student_text_is_escaped_on_the_page(tiny):
    def double(x):
        raise RuntimeError("<script>alert(1)</script>")

    result = run(tiny, "double", double)
    page = display.as_html(result)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
