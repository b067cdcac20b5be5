"""The page a student gets back: nbgrader's feedback template, self-contained and harmless to open."""

from __future__ import annotations

import html
import re
from functools import cache, lru_cache
from typing import Any

import nbformat
from jinja2 import DictLoader, pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter

from .harmless_notebook import LONGEST_HTML, clean_html, clean_notebook
from .recorded_marks import Recorded

# The browser's own promise: this page runs nothing and asks no machine for anything.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
HEAD = f'<head>\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
FONTS = re.compile(r"@font-face\s*{[^}]*}")  # Bootstrap's icons, which lie in no file beside the page
SHARED = 2048  # texts that are kept rendered, most of them a release's
NO_MATHJAX = "{%- macro mathjax() -%}{%- endmacro %}"  # formulas stay as they are written


def feedback_page(notebook: str | nbformat.NotebookNode, marks: Recorded, title: str) -> str:
    """HTML of a graded notebook (JSON or a node) with its scores, comments and late penalty.

    Scripts, frames, event handlers and remote pictures of the student's are left out, and nothing of
    another machine is asked for. Raises ValueError when the notebook is not one of nbformat 4.
    """
    graded = nbformat.v4.reads(notebook) if isinstance(notebook, str) else notebook
    if graded.get("nbformat") != 4:
        raise ValueError(f"a notebook of nbformat {graded.get('nbformat')} was given; nbformat 4 is needed")
    clean = clean_notebook(graded, set(marks.scores), set(marks.comments))
    for cell in clean.cells:
        grading = cell.metadata.get("nbgrader")
        if grading:
            grading.score, grading.points = marks.scores.get(grading.grade_id, (0.0, 0.0))
            grading.comment = marks.comments.get(grading.grade_id) or None
    resources = {
        "notebook": html.escape(title),
        "score": marks.score - marks.late_penalty,
        "max_score": marks.max_score,
        "late_penalty": marks.late_penalty,
    }
    page, _ = _exporter().from_notebook_node(clean, resources={"nbgrader": resources})
    head, found, body = page.partition("</head>")
    if not found or "<head>" not in head:
        raise RuntimeError("nbgrader's feedback template has changed: no <head> is found")
    return FONTS.sub("", head.replace("<head>", HEAD, 1)) + found + body


@cache
def _exporter() -> HarmlessExporter:
    """nbgrader's exporter in nbgrader's settings; made once a process (about half a second)."""
    from nbgrader.converters import GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    stock = GenerateFeedback(coursedir=CourseDirectory())
    loader = DictLoader({"mathjax.html.j2": NO_MATHJAX})
    exporter = HarmlessExporter(config=stock.config, extra_loaders=[loader])
    for preprocessor in stock.preprocessors:
        if preprocessor.__name__ != "GetGrades":  # the marks are given: no gradebook is opened here
            exporter.register_preprocessor(preprocessor, enabled=True)
    return exporter


class HarmlessExporter(HTMLExporter):
    """Cleans what Markdown turns into, renders a text that a class shares once, and parses no page twice."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        highlight = Highlight2HTML(pygments_lexer="ipython3", parent=self)
        self._highlighted = lru_cache(maxsize=SHARED)(highlight)
        self._markdown = lru_cache(maxsize=SHARED)(self._clean_markdown)

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Markdown of a student or a teacher as clean HTML."""
        attachments = context.get("cell", {}).get("attachments")
        return self._clean_markdown(source, attachments) if attachments else self._markdown(source)

    def _clean_markdown(self, source: str, attachments: Any = None) -> str:
        if len(source) > LONGEST_HTML:
            return f"<pre>{html.escape(source)}</pre>"
        try:
            cell = {"attachments": attachments} if attachments else {}
            return clean_html(super().markdown2html({"cell": cell}, source))
        except RecursionError:
            return f"<pre>{html.escape(source)}</pre>"

    def from_notebook_node(
        self, nb: nbformat.NotebookNode, resources: Any = None, **settings: Any
    ) -> tuple[Any, dict[str, Any]]:
        """As HTMLExporter's, without its second pass over the finished page, which takes most of the time."""
        resources = self._init_resources(resources)
        kinds = WidgetsDataTypeFilter(notebook_metadata={}, parent=self, resources=resources)
        self.register_filter("highlight_code", lambda source, metadata=None: self._highlighted(source))
        self.register_filter("filter_data_type", kinds)
        return TemplateExporter.from_notebook_node(self, nb, resources, **settings)
