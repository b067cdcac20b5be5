"""What `cnn-course doctor` says of the sandbox, on this machine and on ones that lack something."""

import platform
import sys

import pytest

from cnn_helpers.commands import doctor
from cnn_helpers.grading.sandbox import landlock, proofs, seccomp, walls
from cnn_helpers.grading.sandbox.proofs import PROTECTIONS, Proof

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


@pytest.mark.sandbox
@pytest.mark.skipif(
    not landlock.version() or bool(seccomp.unsupported()), reason="this kernel lacks Landlock or seccomp"
)
def test_each_protection_has_a_line_and_the_last_one_sums_up():
    found = doctor.sandbox_findings()
    assert {protection.name for protection in PROTECTIONS} <= {finding.thing for finding in found}
    assert not [finding for finding in found if not finding.found and finding.thing != "packaged bubblewrap"]
    assert all(finding.words for finding in found)
    words = f"cnn-course grade runs any notebook here, behind {walls.walls()[0].name}"
    assert found[-1] == doctor.Finding("sandbox", True, words)


@pytest.mark.parametrize(
    ("name", "value", "advice"),
    [
        ("kernel/unprivileged_userns_clone", "0", "unprivileged_userns_clone=1"),
        ("user/max_user_namespaces", "0", "max_user_namespaces=15000"),
        ("kernel/apparmor_restrict_unprivileged_userns", "1", "Ubuntu"),
        ("kernel/apparmor_restrict_unprivileged_userns", "0", "container"),
        ("user/max_user_namespaces", "96365", "container"),
    ],
)
def test_refused_namespaces_come_with_what_to_do(tmp_path, in_child, name, value, advice):
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(value + "\n")

    def refused():
        assert seccomp.restrict(), "behind the filter no namespace can be made"
        return doctor._namespaces(tmp_path)

    finding = in_child(refused)
    assert not finding.found
    assert finding.words.startswith("Operation not permitted; ")
    assert advice in finding.words


def test_missing_bubblewrap_is_named_with_its_package(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    words = "missing: sudo apt install bubblewrap"
    assert doctor._bubblewrap() == doctor.Finding("bubblewrap of the system", False, words)


def only(monkeypatch, *there):
    monkeypatch.setattr(walls, "walls", lambda: list(there))


def test_bubblewrap_that_cannot_start_ends_in_a_refusal(monkeypatch, tmp_path):
    said, program = "bwrap: no permissions to create new namespace", tmp_path / "bwrap"
    program.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    only(monkeypatch, walls.Wall("bubblewrap", str(program)))
    found = {finding.thing: finding for finding in doctor.sandbox_findings()}
    for thing in ("bubblewrap of the system", "bubblewrap"):
        assert not found[thing].found
        assert said in found[thing].words
    assert found["sandbox"] == doctor.Finding("sandbox", False, f"no wall holds; {doctor.REFUSES}")


@pytest.mark.sandbox
def test_the_next_wall_is_tried_where_the_first_does_not_start(monkeypatch, tmp_path):
    broken, whole = walls.Wall("broken", str(tmp_path / "bwrap")), walls.walls()[0]
    only(monkeypatch, broken, whole)
    found = {finding.thing: finding for finding in doctor.sandbox_findings()}
    assert not found["broken"].found
    assert found["sandbox"].words.endswith(f"behind {whole.name}")


def test_missing_protection_ends_in_a_refusal_that_names_it(monkeypatch):
    def found(run):
        return [Proof(p.name, p.name != "no TCP", "seen") for p in PROTECTIONS]

    monkeypatch.setattr(proofs, "prove", found)
    only(monkeypatch, walls.walls()[0])
    *_, wall, summary = doctor.sandbox_findings()
    assert (wall.found, wall.words) == (False, "does not hold: no TCP: seen")
    assert (summary.found, summary.words) == (False, f"no wall holds; {doctor.REFUSES}")


def test_what_the_kernel_lacks_is_said(monkeypatch):
    monkeypatch.setattr(landlock, "version", lambda: 0)
    assert "5.13" in doctor._landlock().words
    monkeypatch.setattr(landlock, "version", lambda: 4)
    assert doctor._landlock() == doctor.Finding("Landlock in the kernel", True, "ABI 4: files, TCP")
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    assert doctor._seccomp() == doctor.Finding(
        "seccomp in the kernel", False, "no filter is written for riscv64 processors"
    )


def test_other_systems_are_told_that_it_needs_linux(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    (finding,) = doctor.sandbox_findings()
    assert not finding.found
    assert "needs Linux" in finding.words
