"""report.html in Chromium: readable by everyone, at desk and phone width, in light and dark, without a script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from cnn_helpers.grading.class_files.tables import Grade, QuestionGrade, write
from cnn_helpers.grading.reporting import write_all

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser with reports")]
LOOKS = [
    ("desk", (1280, 900), "light"),
    ("desk", (1280, 900), "dark"),
    ("phone", (390, 844), "light"),
    ("phone", (390, 844), "dark"),
]


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The report of a made-up class that has something of everything."""
    folder = tmp_path_factory.mktemp("class")
    hostile = '<img src="http://127.0.0.1:9/x" onerror="document.title=1">'
    grades, answers = [], []
    for i in range(45):
        status = "failed" if i % 15 == 4 else "missing" if i % 15 == 9 else "graded"
        scores = [i % 11, 10 - i % 11] if status == "graded" else [0, 0]
        grades.append(
            Grade(
                student=f"student-{i:02d}" if i else hostile + "x" * 200,
                assignment="week1",
                score=float(sum(scores)) + i / 10,
                max_score=20.0,
                status=status,
                reason="" if status == "graded" else hostile,
                seconds=i / 7,
                late_penalty=2.0 if i % 10 == 3 else 0.0,
                remarks="the cell of conv_forward was missing and was put back" if i % 12 == 1 else "",
                limits="the time limit of a cell (60 s) was hit" if i % 20 == 5 else "",
                suspicious=hostile if i % 20 == 6 else "",
            )
        )
        for name, score in zip(("a_question_with_quite_a_long_name", "second"), scores, strict=True):
            hint = ("one-side", "Pad both sides, not one. " * 5) if score < 9 else ("", "")
            answers.append(QuestionGrade(grades[-1].student, "week1", name, float(score), 10.0, *hint))
    write(folder / "grades.csv", Grade, grades)
    write(folder / "questions.csv", QuestionGrade, answers)
    return write_all(folder, lambda name: "Week 1: convolution, step by step")[0].as_uri()


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[2]}")
def opened(request, chromium, report):
    """The report, with what it asked for and complained of."""
    name, (width, height), scheme = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height}, is_mobile=name == "phone", color_scheme=scheme
    )
    page = context.new_page()
    page.asked, page.complaints = [], []
    page.on("request", lambda r: page.asked.append(r.url) if r.url != report else None)
    page.on("console", lambda m: page.complaints.append(m.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(report, wait_until="networkidle")
    yield page
    context.close()


def test_report_is_quiet_offline_and_fits_the_screen(opened):
    assert opened.asked == []
    assert opened.complaints == []
    assert opened.title().startswith("Report: class")
    assert opened.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_report_can_be_read_by_everyone(opened):
    opened.locator("summary").click()
    found = Axe().run(opened, options={"runOnly": ["wcag2a", "wcag2aa"]}).response["violations"]
    assert [(v["id"], [node["target"] for node in v["nodes"]][:5]) for v in found] == []


def test_tables_sort_by_a_click_and_back(opened):
    opened.locator("summary").click()
    table = opened.locator("details table")
    heading = table.locator("thead th").nth(1)

    def scores():
        cells = table.locator("tbody td:nth-child(2)").all_text_contents()
        return [float(cell or 0) for cell in cells]

    before = scores()
    heading.locator("button").click()
    assert scores() == sorted(before) != before
    assert heading.get_attribute("aria-sort") == "ascending"
    heading.locator("button").click()
    assert scores() == sorted(before, reverse=True)


def test_report_is_whole_without_a_script(chromium, report):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report)
    assert page.locator("thead button").count() == 0
    assert page.locator("svg.histogram").is_visible()
    page.locator("summary").click()
    assert page.locator("details tbody tr").last.is_visible()
    context.close()


def test_print_unfolds_the_students(chromium, report):
    page = chromium.new_page()
    page.goto(report)
    assert not page.locator("details table").is_visible()
    page.pdf()
    assert page.locator("details").get_attribute("open") is not None
    page.close()


def slip_in(page):
    """What the page complained of and was sent after a picture with a script of its own slipped into it."""
    complaints, answers = [], []
    page.on("console", lambda m: complaints.append(m.text))
    page.on("response", lambda r: answers.append(r.url))
    page.evaluate(
        """() => {
            const handler = `document.title='ran'`
            document.body.insertAdjacentHTML("beforeend", `<img src="http://127.0.0.1:9/" onerror="${handler}">`)
            return new Promise((over) => document.body.lastElementChild.addEventListener("error", over))
        }"""
    )
    page.wait_for_timeout(200)
    return complaints, answers


def test_policy_stops_a_script_and_a_request_that_were_to_slip_in(chromium, report):
    page = chromium.new_page()
    page.goto(report)
    complaints, answers = slip_in(page)
    assert page.title() != "ran"
    for stopped in ("Loading the image", "Executing inline event handler"):
        assert sum(stopped in text and "Content Security Policy" in text for text in complaints) == 1, (
            complaints
        )
    assert answers == []
    page.close()


def test_without_its_policy_the_report_would_run_that_script(chromium, report):
    """The test above can fail: it is the policy that stops the script, not the browser's own habits."""
    page = chromium.new_page()
    page.goto(report)
    bare, removed = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.content())
    assert removed == 1
    page.close()
    page = chromium.new_page()
    page.set_content(bare)
    slip_in(page)
    assert page.title() == "ran"
    page.close()
