"""Records that ship are those of today's measurements, small, and repeated in part where that is quick."""

import json

import pytest
from typer.testing import CliRunner

from cnn_helpers.cli import app
from cnn_helpers.measured import MEASUREMENTS, Measurement, load_measurement, measure, read_record
from cnn_helpers.measured.measurement import LARGEST
from cnn_helpers.measured.record import RECORDS


def constant():
    return {"one": 1}


TRIAL = Measurement(name="trial", makes="a trial", run=constant, settings={"repeats": 1})


def test_every_measurement_has_its_record_and_all_records_their_measurement():
    assert sorted(path.stem for path in RECORDS.glob("*")) == sorted(MEASUREMENTS)


@pytest.mark.parametrize("name", MEASUREMENTS)
def test_the_record_is_that_of_the_code_of_today(name):
    measurement, record = load_measurement(name), read_record(name)
    again = f"cnn-course measure {name} --out {RECORDS.relative_to(RECORDS.parents[2])}"
    assert record["sha256"]["code"] == measurement.code_hash, f"the measurement changed: {again}"
    assert (record["makes"], record["measurement"]) == (measurement.makes, name)
    assert record["settings"] == json.loads(json.dumps(measurement.settings))
    assert (RECORDS / f"{name}.json").stat().st_size <= LARGEST


def test_a_record_holds_the_results_and_what_they_rest_on(tmp_path):
    path = measure(TRIAL, tmp_path / "new")
    record = read_record("trial", tmp_path / "new")
    assert path == tmp_path / "new" / "trial.json"
    assert record["results"] == {"one": 1} and record["settings"] == {"repeats": 1}
    assert record["seconds"] >= 0 and record["cores"] >= 1 and "tensorflow" in record["versions"]


def test_too_large_a_record_is_refused_and_the_one_before_stays(tmp_path):
    measure(TRIAL, tmp_path)
    large = Measurement(name="trial", makes="a trial", run=lambda: {"all": list(range(100_000))})
    with pytest.raises(ValueError, match="at most 100,000 are kept"):
        measure(large, tmp_path)
    assert read_record("trial", tmp_path)["results"] == {"one": 1}


def test_another_name_a_missing_and_a_damaged_record_are_said(tmp_path):
    with pytest.raises(
        ValueError,
        match="no measurement 'speed'; one of depth_curves, network_times, transfer_regimes, triplet",
    ):
        load_measurement("speed")
    with pytest.raises(FileNotFoundError, match="cnn-course measure trial"):
        read_record("trial", tmp_path)
    (tmp_path / "trial.json").write_text("{")
    with pytest.raises(OSError, match=r"trial\.json is damaged"):
        read_record("trial", tmp_path)


def test_the_command_writes_a_record_and_says_what_it_could_measure(tmp_path, monkeypatch):
    code, said = typed("speed", tmp_path / "out")
    assert code == 1 and "no measurement 'speed'" in said and all(name in said for name in MEASUREMENTS)
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr("cnn_helpers.measured.load_measurement", lambda name: TRIAL)
    code, said = typed("trial", tmp_path)
    assert code == 0 and "trial.json" in said and read_record("trial", tmp_path)["results"] == {"one": 1}


def typed(name, folder):
    result = CliRunner().invoke(app, ["measure", name, "--out", str(folder)])
    return result.exit_code, " ".join(result.output.split())
