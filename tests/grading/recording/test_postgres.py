"""A gradebook on a PostgreSQL server: several graders at once, and a server that goes away."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import text

from cnn_helpers.grading.assignments.release import generate
from cnn_helpers.grading.class_files.nbgrader_config import class_settings
from cnn_helpers.grading.recording.gradebook import creation, engine_url, with_gradebook
from cnn_helpers.grading.recording.problems import CannotRecord
from cnn_helpers.grading.recording.recorder import Recorder

PASSWORD = "a-secret-word"


class Server:
    """A server of Debian's packages on loopback, in a folder of its own, run by an ordinary user."""

    def __init__(self, programs: Path, folder: Path):
        self.programs, self.folder = programs, folder
        user = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
        self.user = user if os.geteuid() == 0 else []
        self.data = folder / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        (folder / "password").write_text(PASSWORD)
        if self.user:
            shutil.chown(folder, "nobody", "nogroup")
            (folder / "password").chmod(0o644)
        login = ["--username=teacher", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
        self._run("initdb", "-D", self.data, "--encoding=UTF8", "--no-sync", *login)
        self.start()

    def start(self) -> None:
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder} -c fsync=off"
        self._run("pg_ctl", "-D", self.data, "-w", "-o", options, "-l", self.folder / "log", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "-m", "immediate", "stop")

    def url(self, database: str) -> str:
        return f"postgresql://teacher:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def create(self, database: str) -> str:
        from sqlalchemy import create_engine

        engine = create_engine(engine_url(self.url("postgres")), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {database}"))
        engine.dispose()
        return self.url(database)

    def _run(self, program: str, *arguments) -> None:
        command = [*self.user, self.programs / program, *arguments]
        log = self.folder.parent / "programs.log"
        with log.open("w") as said:
            done = subprocess.run(command, stdout=said, stderr=said, cwd="/", timeout=120)
        assert done.returncode == 0, log.read_text()


def programs() -> Path | None:
    """The folder of PostgreSQL's server programs."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((folder for folder in reversed(folders) if (folder / "initdb").exists()), None)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    if not programs():
        reason = "no PostgreSQL server programs here; Debian's package is `postgresql`"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    import tempfile

    with tempfile.TemporaryDirectory() as folder:  # pytest's own folders are closed to other users
        os.chmod(folder, 0o755)
        (Path(folder) / "server").mkdir()
        running = Server(programs(), Path(folder) / "server")
        yield running
        running.stop()


@pytest.fixture
def database(server, request):
    """The address of a new, empty database."""
    name = "".join(letter for letter in request.node.name if letter.isalnum())[-40:].lower()
    return server.create(f"g{name}")


@pytest.fixture
def filled(database, class_dir):
    """A database that knows the assignment."""
    generate("recorded", with_gradebook(class_settings(class_dir), database))
    return database


GRADER = """
import sys
from pathlib import Path
from cnn_helpers.grading.values.submission_run import Executed
from cnn_helpers.grading.class_files.nbgrader_config import class_settings
from cnn_helpers.grading.recording.recorder import Recorder

folder, name, url, notebook = Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4])
with Recorder(folder, class_settings(folder), url) as recorder:
    print("ready", flush=True)
    sys.stdin.readline()
    for student in sys.argv[5:]:
        recorder.record(student, name, Executed(notebook.read_text(), {}))
"""


def grader(class_dir, name, url, notebook, students):
    """Another process that records; it waits for a line to begin."""
    command = [sys.executable, "-c", GRADER, class_dir, name, url, notebook, *students]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(list(map(str, command)), text=True, **pipes)


def auto_scores(url, name):
    """Each student's points of the graded cells."""
    with Gradebook(engine_url(url).render_as_string(hide_password=False)) as gradebook:
        return {
            submission.student.id: sorted(g.auto_score or 0 for n in submission.notebooks for g in n.grades)
            for submission in gradebook.assignment_submissions(name)
        }


def test_same_marks_on_a_server_as_in_a_file(kit, filled, recorder, class_dir, config):
    executed = kit.executed(class_dir, [10.0, 2.5, 0.0])
    here = recorder.record("ada", kit.NAME, executed)
    kit.page_of(class_dir, "ada").unlink()
    with Recorder(class_dir, config, filled) as on_server:
        assert not kit.stands(on_server, "ada", kit.NAME, executed)
        assert on_server.record("ada", kit.NAME, executed) == here
        assert on_server.record("ada", kit.NAME, executed) == here
        assert kit.stands(on_server, "ada", kit.NAME, executed)
        assert kit.marks(on_server, "ada", kit.NAME) == here


def test_graders_at_once_end_with_whole_rows(kit, filled, class_dir, tmp_path):
    """Two processes record the same students with different results, and each some of its own."""
    results = {}
    for who, points in (("one", [1.0, 2.0, 3.0]), ("two", [4.0, 2.0, 6.0])):
        results[who] = sorted([*points, 0, 0])
        (tmp_path / f"{who}.ipynb").write_text(kit.executed(class_dir, points).notebook)
    shared = [f"shared-{i}" for i in range(25)]
    students = {who: [*shared, *(f"{who}-{i}" for i in range(5))] for who in results}
    graders = [
        grader(class_dir, kit.NAME, filled, tmp_path / f"{who}.ipynb", students[who]) for who in results
    ]
    for one in graders:
        assert one.stdout.readline() == "ready\n", one.stderr.read()
    for one in graders:
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in graders:
        _, said = one.communicate(timeout=300)
        assert one.returncode == 0, said
    scores = auto_scores(filled, kit.NAME)
    assert set(scores) == {*students["one"], *students["two"]}
    for student, points in scores.items():
        possible = [results[who] for who in results if student in students[who]]
        assert points in possible, "the rows of two results are mixed"


def test_second_grader_of_a_student_waits_for_the_firsts_transaction(kit, filled, class_dir, config):
    """A second grader waits until the first has ended its transaction."""
    with Recorder(class_dir, config, filled) as first, Recorder(class_dir, config, filled) as second:
        first.record("ada", kit.NAME, kit.executed(class_dir, [1.0, 2.0, 3.0]))
        with first.gradebook.transaction("ada"):
            connection = second.gradebook.db.connection()
            connection.execute(text("SET lock_timeout = '200ms'"))
            connection.commit()
            with pytest.raises(CannotRecord, match="lock"):
                second.record("ada", kit.NAME, kit.executed(class_dir, [4.0, 5.0, 6.0]))
        assert second.record("ada", kit.NAME, kit.executed(class_dir, [4.0, 5.0, 6.0])).score == 15


def test_graders_who_make_the_same_gradebook_at_once_both_begin(kit, database, class_dir, tmp_path):
    (tmp_path / "x.ipynb").write_text("{}")
    graders = [grader(class_dir, kit.NAME, database, tmp_path / "x.ipynb", []) for _ in range(3)]
    for one in graders:
        _, said = one.communicate("go\n", timeout=120)
        assert one.returncode == 0, said


def test_creation_is_for_one_at_a_time(database):
    from sqlalchemy import create_engine

    url = engine_url(database)
    engine = create_engine(url)
    free = text("SELECT pg_try_advisory_xact_lock(hashtextextended('cnn-course creation', 0))")
    with creation(url), engine.begin() as connection:
        assert not connection.execute(free).scalar()
    with engine.begin() as connection:
        assert connection.execute(free).scalar()
    engine.dispose()


def test_race_with_a_program_that_takes_no_lock_is_tried_again(kit, filled, class_dir, config, monkeypatch):
    """Another program adds the student between looking and adding."""
    with Recorder(class_dir, config, filled) as recorder:
        add = recorder.gradebook.add_student

        def beaten(student, **facts):
            monkeypatch.undo()
            with Gradebook(engine_url(filled).render_as_string(hide_password=False)) as other:
                other.add_student(student)
            return add(student, **facts)

        monkeypatch.setattr(recorder.gradebook, "add_student", beaten)
        assert recorder.record("eve", kit.NAME, kit.executed(class_dir, [1.0, 2.0, 3.0])).score == 6


def test_broken_connection_is_opened_again_and_a_stopped_server_told(kit, filled, server, class_dir, config):
    old, new = (kit.executed(class_dir, points) for points in ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]))
    with Recorder(class_dir, config, filled) as recorder:
        recorder.record("ada", kit.NAME, old)
        server.stop()
        try:
            with pytest.raises(CannotRecord) as told:
                recorder.record("ada", kit.NAME, new)
        finally:
            server.start()
        said = str(told.value)
        assert "did not take the grades" in said and "results are kept" in said
        assert PASSWORD not in said
        assert kit.page_of(class_dir, "ada").read_text() == old.notebook
        assert recorder.record("ada", kit.NAME, new).score == 15


def test_wrong_password_is_told_without_it(server, class_dir, config):
    url = server.url("postgres").replace(PASSWORD, "wrong-word")
    with (
        pytest.raises(CannotRecord, match="did not take the grades") as told,
        Recorder(class_dir, config, url),
    ):
        pass
    assert "wrong-word" not in str(told.value)


def test_students_of_every_script_and_no_text_with_zeros(kit, filled, class_dir, config):
    with Recorder(class_dir, config, filled) as recorder:
        for student in ("Łucja", "李雷", "O'Neil; DROP TABLE grade; --", "x" * 128):
            assert recorder.record(student, kit.NAME, kit.executed(class_dir, [1.0, 2.0, 3.0])).score == 6
        with pytest.raises(ValueError, match="129 letters"):
            recorder.record("x" * 129, kit.NAME, kit.executed(class_dir, [1.0, 2.0, 3.0]))
    assert json.dumps(sorted(auto_scores(filled, kit.NAME)))
