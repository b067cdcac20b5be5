"""`cnn-course`: the book, the assignments and the grades from a terminal."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .commands.extras import MissingExtra, require

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console()


@contextmanager
def said_plainly(*kinds: type[BaseException]) -> Iterator[None]:
    """End with the error's own sentence and exit code 1 instead of a traceback."""
    try:
        yield
    except kinds as problem:
        Console(stderr=True).print(
            f"[red]cnn-course:[/] {escape(str(problem))}", highlight=False, soft_wrap=True
        )
        raise typer.Exit(1) from None


def needs(extra: str) -> Callable[[Callable], Callable]:
    """Mark a command that works only with an extra of the package; without it, the command says what to install."""

    def marked(command: Callable) -> Callable:
        @functools.wraps(command)
        def checked(*arguments: Any, **options: Any) -> Any:
            with said_plainly(MissingExtra):
                require(extra, f"{command.__name__.replace('_', '-')}")
            return command(*arguments, **options)

        return checked

    return marked


@app.command()
@needs("book")
def build() -> None:
    """Build the book: run its cells (unchanged ones come from the cache) and write HTML."""
    from .commands.book import BuildFailed
    from .commands.book import build as build_book

    with said_plainly(BuildFailed, FileNotFoundError), console.status("building the book"):
        built = build_book()
    table = Table("page run anew", "seconds", title=f"The book, built in {built.seconds:.0f} s")
    for page, seconds in sorted(built.pages.items(), key=lambda item: -item[1]):
        table.add_row(page, f"{seconds:.1f}")
    console.print(
        table if built.pages else f"The book, built in {built.seconds:.0f} s; no cell had to run anew."
    )
    console.print(f"Open it: {built.index}", soft_wrap=True)


@app.command()
@needs("book")
def serve(port: int = 8000) -> None:
    """Show the built book at http://127.0.0.1:PORT, on this machine alone."""
    from .commands.book import serve as server_of

    with said_plainly(FileNotFoundError, OSError):
        server = server_of(port)
    console.print(f"The book is at http://127.0.0.1:{server.server_port} (Ctrl-C ends this)")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


@app.command()
def lab(
    work: Annotated[Path, typer.Option(help="where your copies live")] = Path("work"),
    start: Annotated[bool, typer.Option(help="open JupyterLab")] = True,
) -> None:
    """Copy the assignments to work/ (never over what is there) and open JupyterLab on them."""
    from .commands.lab import copy_assignments
    from .course_folder import course_folder

    with said_plainly(OSError):
        copied, kept = copy_assignments(course_folder() / "assignments", work)
    console.print(f"{len(copied)} new in {work}/, {len(kept)} left as you have them.")
    if start:
        import subprocess

        root = ["--allow-root"] if os.geteuid() == 0 else []  # containers: Jupyter refuses otherwise
        raise typer.Exit(subprocess.call([sys.executable, "-m", "jupyter", "lab", str(work), *root]))


@app.command()
@needs("grading")
def release(names: Annotated[list[str] | None, typer.Argument(help="all when none is named")] = None) -> None:
    """Make students' notebooks and feedback data from solutions/; the same sources give the same files."""
    from .grading.assignments.release import release as release_one
    from .grading.assignments.solution import assignment_names

    with said_plainly(ValueError, FileNotFoundError):
        for name in names or assignment_names():
            for path in release_one(name):
                console.print(f"{name}: {path}", soft_wrap=True)


@app.command()
def check(notebook: Path) -> None:
    """Run a student's notebook as it stands and show what each question's check says."""
    from .grading.handing_in.notebook_check import check_notebook
    from .grading.values.display import as_text
    from .grading.values.results import points_text
    from .grading.values.submission_run import CannotBeRun

    with said_plainly(FileNotFoundError, ValueError, CannotBeRun), console.status(f"running {notebook}"):
        checks = check_notebook(notebook)
    for name, _, result, error in checks:
        console.print(
            as_text(result) if result else f"{name}: no points: {error}", markup=False, highlight=False
        )
    won, most = sum(r.points for _, _, r, _ in checks if r), sum(points for _, points, _, _ in checks)
    console.print(f"{points_text(won)} of {points_text(most)} points on the public cases.")


@app.command(name="sample-class")
@needs("grading")
def sample_class(class_dir: Path, assignment: str = "week1-step-by-step", students: int = 12) -> None:
    """Make up a class to try grading on: right in several styles, wrong in known ways, one broken file."""
    from .grading.assignments.sample_class import make

    with said_plainly(OSError, ValueError):
        made = make(class_dir, assignment, students)
    console.print(f"{len(made)} made-up students in {class_dir}/submitted")


@app.command()
@needs("grading")
def grade(
    class_dir: Path,
    workers: Annotated[int | None, typer.Option(min=1, help="default: one a core")] = None,
    scheduler: Annotated[str | None, typer.Option(help="address of a Dask cluster to run on")] = None,
    student: Annotated[list[str] | None, typer.Option(help="only this one; may be repeated")] = None,
    assignment: Annotated[list[str] | None, typer.Option(help="only this one; may be repeated")] = None,
    force: Annotated[bool, typer.Option(help="run again what has not changed")] = False,
    unsafe: Annotated[
        bool, typer.Option(help="run notebooks with your own rights; they can read your files")
    ] = False,
    feedback: Annotated[bool, typer.Option(help="make the pages that students read")] = True,
    db: Annotated[str | None, typer.Option(help="a gradebook's URL, such as postgresql://HOST/NAME")] = None,
) -> None:
    """Grade the notebooks at CLASS_DIR/submitted/STUDENT/NAME/; write tables, a report, gradebook and feedback."""
    from .commands.grading import grade_with_progress
    from .grading.class_files.class_lock import InUse
    from .grading.class_folder import ClassFolder
    from .grading.sandbox.jobs import NoSandbox

    with said_plainly(OSError, ValueError, InUse, NoSandbox):
        grades = grade_with_progress(
            class_dir,
            console,
            count=workers,
            scheduler=scheduler,
            students=student or (),
            assignments=assignment or (),
            force=force,
            unsafe=unsafe,
            feedback=feedback,
            db_url=db,
        )
    counts = {status: sum(g.status == status for g in grades) for status in ("graded", "failed", "missing")}
    console.print(", ".join(f"{count} {status}" for status, count in counts.items()) + ".")
    for path in ClassFolder(class_dir).for_teachers:
        if path.exists():
            console.print(f"  {path}", soft_wrap=True)


@app.command()
@needs("grading")
def report(class_dir: Path) -> None:
    """Tables of a graded class: students, questions, commonest mistakes, suspicious submissions; report.html anew."""
    from .commands.class_tables import report_tables
    from .grading.reporting import write_all

    with said_plainly(FileNotFoundError, ValueError):
        for table in report_tables(class_dir):
            console.print(table)
        for path in write_all(class_dir):
            console.print(f"  {path}", soft_wrap=True)


@app.command()
def train(
    name: Annotated[str, typer.Argument(help="a recipe; a wrong name lists those there are")],
    minutes: Annotated[float | None, typer.Option(help="begin no epoch that would end later")] = None,
    out: Annotated[Path, typer.Option(help="where the weights and the log go")] = Path("trained"),
    resume: Annotated[bool, typer.Option(help="go on from where an earlier run was stopped")] = True,
) -> None:
    """Train one of the course's own networks; Ctrl-C stops it, and the same command goes on from there."""
    from .commands.training import train_and_show, training_table

    again = f"the epochs that are done are kept in {out}; the same command goes on from there."
    try:
        with said_plainly(ValueError, OSError):
            log = train_and_show(name, out, minutes, resume, console)
    except KeyboardInterrupt:
        console.print(f"Stopped; {again}", soft_wrap=True)
        raise typer.Exit(130) from None
    if log is None:
        console.print(f"The time is up; {again}", soft_wrap=True)
        return
    console.print(training_table(log))
    for ending in ("npz", "json"):
        console.print(f"  {out / name}.{ending}", soft_wrap=True)


@app.command()
def measure(
    name: Annotated[str, typer.Argument(help="a measurement; a wrong name lists those there are")],
    out: Annotated[Path, typer.Option(help="where the record goes")] = Path("measured"),
) -> None:
    """Measure anew what takes too long for a page; the book shows the records that ship with the course."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    with said_plainly(ValueError, OSError), console.status(f"measuring {name}"):
        from .measured import load_measurement
        from .measured import measure as measure_to

        path = measure_to(load_measurement(name), out)
    console.print(f"  {path}", soft_wrap=True)


@app.command()
def doctor() -> None:
    """What this machine has, and whether it can shut notebooks in; exit code 1 when a package is missing."""
    from .commands.doctor import extra_findings, findings, networks, sandbox_findings, trained_networks

    found = findings()
    with console.status("trying the sandbox"):
        tried = sandbox_findings()
    for title, part in (
        ("What the course uses", found),
        ("What some commands need besides", extra_findings()),
        ("Real trained networks that packages ship", networks()),
        ("Networks that the course trained itself", trained_networks()),
        ("What shuts students' notebooks in", tried),
    ):
        table = Table("thing", "", "what was found", title=title)
        for finding in part:
            table.add_row(finding.thing, "yes" if finding.found else "[red]no[/]", escape(finding.words))
        console.print(table)
    raise typer.Exit(int(any(not f.found for f in found if f.thing != "Chromium")))


@app.command()
def submit(
    work: Annotated[Path, typer.Argument(help="a notebook, or the folder it is in")],
    out: Annotated[Path | None, typer.Option(help="the zip to write, or a folder for it")] = None,
    student: Annotated[str, typer.Option(help="your student id")] = "",
    run: Annotated[bool, typer.Option(help="run it and show the public points first")] = True,
    force: Annotated[bool, typer.Option(help="write over a zip that is there")] = False,
) -> None:
    """Check your work and zip it for handing in: what is missing or unsaved is said before it is too late."""
    from .commands.handing_in import submit_and_show
    from .grading.values.submission_run import CannotBeRun

    with said_plainly(OSError, ValueError, CannotBeRun):
        path = submit_and_show(work, out, student, run, force, console)
    console.print(f"Hand this in: {path}", markup=False, highlight=False, soft_wrap=True)


@app.command()
@needs("grading")
def collect(
    source: Annotated[Path, typer.Argument(help="a Moodle or Canvas download, a folder of zips, or one zip")],
    class_dir: Path,
    assignment: Annotated[str, typer.Option(help="count every notebook for this one")] = "",
    roster: Annotated[
        Path | None, typer.Option(help="CSV: who is who; CLASS_DIR/roster.csv when not given")
    ] = None,
) -> None:
    """Put what was handed in to CLASS_DIR/submitted/STUDENT/NAME/NAME.ipynb; doing it again changes nothing."""
    from .commands.handing_in import collect_and_show
    from .grading.handing_in.entries import NotRead

    with said_plainly(OSError, ValueError, NotRead):
        counts = collect_and_show(source, class_dir, assignment, roster, console)
    console.print(", ".join(f"{count} {done}" for done, count in counts.items()) + ".")


@app.command()
def style(
    content: Annotated[Path, typer.Argument(help="the picture to paint")],
    style: Annotated[Path, typer.Argument(help="the picture whose manner to use")],
    out: Annotated[Path, typer.Argument(help="the picture to write: .png, .jpg, ...")],
    steps: Annotated[int, typer.Option(help="more of them: more of the style")] = 100,
    size: Annotated[int, typer.Option(help="pixels of the longer side, at most")] = 256,
    content_weight: Annotated[float, typer.Option(help="alpha")] = 1.0,
    style_weight: Annotated[float, typer.Option(help="beta")] = 100.0,
    smoothness: Annotated[float, typer.Option(help="weight of the total variation")] = 5.0,
    start: Annotated[str, typer.Option(help="content, noise, or content + noise")] = "content",
    optimiser: Annotated[str, typer.Option(help="adam or lbfgs")] = "adam",
    seed: Annotated[int, typer.Option(help="of the noise")] = 0,
    scales: Annotated[
        int, typer.Option(min=1, help="coarse to fine: 3 paints at a quarter, a half and the whole size")
    ] = 1,
    keep_colours: Annotated[bool, typer.Option("--keep-colours", help="those of CONTENT")] = False,
    frames: Annotated[int, typer.Option(min=0, help="also write the picture of every so many steps")] = 0,
    force: Annotated[bool, typer.Option(help="replace pictures that are there")] = False,
) -> None:
    """Paint the picture CONTENT in the manner of the picture STYLE, and write OUT."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    from .commands.style import paint
    from .pretrained import MissingPackage

    with said_plainly(OSError, ValueError, MissingPackage):
        paint(
            content,
            style,
            out,
            console,
            size=size,
            steps=steps,
            every=frames,
            force=force,
            start=start,
            optimiser=optimiser,
            seed=seed,
            scales=[2**halvings for halvings in reversed(range(scales))],
            keep_colours=keep_colours,
            alpha=content_weight,
            beta=style_weight,
            variation=smoothness,
        )


if __name__ == "__main__":
    app()
