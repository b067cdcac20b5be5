"""`cnn-course submit` and `cnn-course collect` as a person types them."""

from typer.testing import CliRunner

from cnn_helpers.cli import app


def run(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words], env={"COLUMNS": "200"})


def test_work_goes_from_a_student_to_the_class(work, tmp_path, save):
    save(tmp_path / "tiny.ipynb", work())
    said = run("submit", tmp_path, "--student", "ada", "--out", tmp_path)
    assert said.exit_code == 0, said.output
    assert "100 of 100 points on the public cases." in said.output
    assert str(tmp_path / "tiny-ada.zip") in said.output
    said = run("collect", tmp_path / "tiny-ada.zip", tmp_path / "class")
    assert said.exit_code == 0, said.output
    assert "1 collected." in said.output
    assert (tmp_path / "class" / "submitted" / "ada" / "tiny" / "tiny.ipynb").read_bytes() == work()
    assert "1 unchanged." in run("collect", tmp_path / "tiny-ada.zip", tmp_path / "class").output


def test_second_submit_is_refused_before_anything_runs(work, tmp_path, save):
    save(tmp_path / "tiny.ipynb", work())
    save(tmp_path / "tiny.zip", b"precious")
    said = run("submit", tmp_path, "--out", tmp_path)
    assert (said.exit_code, "--force" in said.output) == (1, True)
    assert "points" not in said.output and "Traceback" not in said.output
    assert (tmp_path / "tiny.zip").read_bytes() == b"precious"
    assert run("submit", tmp_path, "--out", tmp_path, "--no-run", "--force").exit_code == 0


def test_names_that_strangers_chose_cannot_write_to_the_terminal(work, tmp_path, save, make_zip):
    name = "[red]_1_assignsubmission_file/\x1b]0;owned\x07\u202e[bold].ipynb"
    save(tmp_path / "d.zip", make_zip({name: work(), "a_1_2_[link=x].ipynb": work()}))
    said = run("collect", tmp_path / "d.zip", tmp_path / "class")
    assert said.exit_code == 0, said.output
    assert not set(said.output) & {"\x1b", "\x07", "\u202e"}
    assert "[bold]" in said.output and "[link=x]" in said.output


def test_roster_narrows_names_down(work, tmp_path, save, make_zip):
    save(tmp_path / "r.csv", b"student,number\ns1,12\n")
    save(tmp_path / "d.zip", make_zip({"ada_12_5_t.ipynb": work()}))
    said = run("collect", tmp_path / "d.zip", tmp_path / "class", "--roster", tmp_path / "r.csv")
    assert said.exit_code == 0, said.output
    assert (tmp_path / "class" / "submitted" / "s1").is_dir()


def test_refusals_are_one_sentence(tiny_course, tmp_path, save):
    source = save(tmp_path / "x.zip", b"no zip")
    for words, text in (
        (("submit", tmp_path / "nowhere"), "does not exist"),
        (("collect", tmp_path / "nowhere", tmp_path / "class"), "does not exist"),
        (("collect", source, tmp_path / "class"), "no zip"),
        (("collect", source, tmp_path / "class", "--assignment", "week9"), "there are: tiny"),
        (("collect", source, tmp_path / "class", "--roster", tmp_path / "r.csv"), "r.csv"),
    ):
        said = run(*words)
        assert (said.exit_code, text in " ".join(said.output.split())) == (1, True), said.output
        assert "Traceback" not in said.output
