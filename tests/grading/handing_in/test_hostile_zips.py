"""Zips made to do harm: each gives a row with its reason, nothing leaves the class folder, and the rest go on."""

import io
import lzma
import os
import stat
import struct
import tracemalloc
import zipfile

import pytest

from cnn_helpers.grading.handing_in import unpacking, zips
from cnn_helpers.grading.handing_in.collect import LEFT_OUT
from cnn_helpers.grading.handing_in.entries import NotRead
from cnn_helpers.grading.handing_in.submitted_files import COLLECTED

MB = 2**20


def plain(files: dict, method=zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def of_kind(kind: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("tiny.ipynb")
    info.create_system, info.external_attr = 3, (kind | 0o777) << 16
    return info


def flagged_encrypted(data: bytes) -> bytes:
    """The same zip with the bit set that says an entry is encrypted, in both of its headers."""
    data = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def understated(data: bytes, size: int) -> bytes:
    """The same zip, declaring that its entry unpacks to `size` bytes."""
    data = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.index(mark) + offset
        data[place : place + 4] = struct.pack("<L", size)
    return bytes(data)


def declaring(data: bytes, directory: int) -> bytes:
    """The same zip, declaring a directory of so many bytes."""
    place = data.rindex(zips.END) + 12
    return data[:place] + struct.pack("<L", directory) + data[place + 4 :]


BOMB = b'{"cells": []}' + b" " * (60 * MB)
NOTEBOOK = b'{"cells": []}'

HOSTILE = {
    "up and out": (plain({"../../../tiny.ipynb": NOTEBOOK}), "leads out"),
    "up and out with backslashes": (plain({"..\\..\\tiny.ipynb": NOTEBOOK}), "leads out"),
    "absolute": (plain({"/etc/tiny.ipynb": NOTEBOOK}), "absolute"),
    "a drive": (plain({"C:\\tiny.ipynb": NOTEBOOK}), "absolute"),
    "symbolic link": (plain({of_kind(stat.S_IFLNK): b"/etc/passwd"}), "symbolic link"),
    "device": (plain({of_kind(stat.S_IFCHR): b""}), "no plain file"),
    "pipe": (plain({of_kind(stat.S_IFIFO): b""}), "no plain file"),
    "declared bomb": (plain({"tiny.ipynb": BOMB}), "larger than"),
    "undeclared bomb": (understated(plain({"tiny.ipynb": BOMB}), 100), "cannot be unpacked"),
    "thousands of entries": (plain({f"{n}.ipynb": b"" for n in range(1001)}), "1001 entries"),
    "directory larger than its entries": (
        declaring(plain({"tiny.ipynb": NOTEBOOK}), 2**30),
        "1073741824 bytes",
    ),
    "directory larger than the file": (declaring(plain({"tiny.ipynb": NOTEBOOK}), 2**19), "cannot be read"),
    "encrypted": (flagged_encrypted(plain({"tiny.ipynb": NOTEBOOK})), "encrypted"),
    "lzma": (plain({"tiny.ipynb": NOTEBOOK}, zipfile.ZIP_LZMA), "rare method"),
    "zip in a zip": (plain({"inner.zip": plain({"tiny.ipynb": NOTEBOOK})}), "inside a zip"),
    "cut off": (plain({"tiny.ipynb": NOTEBOOK})[:-30], "cut off"),
    "damaged": (plain({"tiny.ipynb": NOTEBOOK}).replace(b"PK\x03\x04", b"PK\x03\x05"), "cannot be unpacked"),
    "empty file": (b"", "no zip"),
    "no zip at all": (lzma.compress(b"x" * 1000), "no zip"),
}


@pytest.mark.parametrize(("data", "said"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_zip_gives_a_row_and_the_rest_go_on(collected, work, tmp_path, make_zip, save, data, said):
    download = make_zip({"eve_1_2_x.zip": data, "ada_3_4_tiny.ipynb": work()})
    rows = collected(save(tmp_path / "download.zip", download))
    eves = [row for row in rows if row.student == "eve-1"]
    assert eves and {row.done for row in eves} == {LEFT_OUT}
    assert said in eves[0].remark
    assert [row.done for row in rows if row.student == "ada-3"] == [COLLECTED]
    assert collected.students == ["ada-3"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["class", "download.zip"]


# A zip of zips, handed over by itself, is a packed folder of zips.
BY_ITSELF = {name: data for name, (data, _) in HOSTILE.items() if name != "zip in a zip"}


@pytest.mark.parametrize("data", BY_ITSELF.values(), ids=BY_ITSELF)
def test_hostile_zip_handed_over_by_itself_writes_nothing_outside(collected, tmp_path, save, data):
    source = save(tmp_path / "deep" / "er" / "tiny-eve.zip", data)
    try:
        rows = collected(source)
    except (NotRead, ValueError):
        rows = []
    assert {row.done for row in rows} <= {LEFT_OUT}
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) in (
        [".collect.lock", "tiny-eve.zip"],
        [".collect.lock", "students.json", "tiny-eve.zip"],
    )


def test_many_files_that_are_large_together_stop_at_a_sum(collected, tmp_path, save, monkeypatch):
    monkeypatch.setattr(unpacking, "BUNDLE_BYTES", 3 * MB)
    files = {f"{n}.ipynb": b" " * MB for n in range(6)}
    rows = collected(save(tmp_path / "tiny-eve.zip", plain(files)))
    assert [("together" in row.remark or "larger" in row.remark) for row in rows].count(True) >= 3


def test_bomb_is_stopped_without_holding_it_in_memory(tmp_path):
    data = understated(plain({"tiny.ipynb": b" " * (200 * MB)}), MB)
    tracemalloc.start()
    with zips.opened(io.BytesIO(data)) as (entry,), pytest.raises(NotRead):
        entry.read(50 * MB)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * MB


def test_entry_as_large_as_its_limit_is_read_and_one_byte_more_is_not():
    with zips.opened(io.BytesIO(plain({"x": b"12345"}))) as (entry,):
        assert entry.read(5) == b"12345"
        with pytest.raises(NotRead, match="larger"):
            entry.read(4)


def test_name_that_occurs_twice_stands_for_its_last_entry(collected, work, tmp_path, save):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("tiny.ipynb", work("first"))
        archive.writestr("tiny.ipynb", work("last"))
    collected(save(tmp_path / "tiny-ada.zip", stream.getvalue()))
    assert collected.read("ada") == work("last")


def test_zip_for_more_than_four_gigabytes_is_read_from_a_platform_alone():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("x.ipynb", b"")
        archive.start_dir = stream.tell()
    data = stream.getvalue()
    place = data.rindex(zips.END)
    count, size, start = struct.unpack("<HLL", data[place + 10 : place + 20])
    record = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, start)
    locator = struct.pack("<4sLQL", zips.END_64, 0, place, 1)
    data = data[:place] + record + locator + data[place:]
    with zips.opened(io.BytesIO(data), zips.CLASS_ENTRIES) as entries:
        assert [entry.name for entry in entries] == ["x.ipynb"]
    with pytest.raises(NotRead, match="4 GB"), zips.opened(io.BytesIO(data)):
        pass


@pytest.mark.parametrize(
    ("raw", "flag", "name"),
    [
        ("é.ipynb".encode(), 0x800, "é.ipynb"),
        ("é.ipynb".encode(), 0, "é.ipynb"),
        ("é.ipynb".encode("cp437"), 0, "é.ipynb"),
        (b"a\\b.ipynb", 0, "a/b.ipynb"),
    ],
    ids=["utf-8", "utf-8 without its flag", "cp437", "backslash"],
)
def test_names_in_odd_encodings_are_read(raw, flag, name):
    data = bytearray(plain({"#" * len(raw): b""}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.index(mark) + offset
        data[place : place + 2] = struct.pack("<H", flag)
    data = bytes(data).replace(b"#" * len(raw), raw)
    with zips.opened(io.BytesIO(data)) as (entry,):
        assert str(entry.path) == name


def test_links_and_pipes_in_an_unpacked_download_are_not_followed(collected, work, tmp_path, save):
    save(tmp_path / "secret" / "tiny.ipynb", work("secret"))
    folder = tmp_path / "download" / "Eve_1_assignsubmission_file"
    folder.mkdir(parents=True)
    (folder / "tiny.ipynb").symlink_to(tmp_path / "secret" / "tiny.ipynb")
    os.mkfifo(folder / "pipe.ipynb")
    (folder / "elsewhere").symlink_to(tmp_path / "secret")
    save(tmp_path / "download" / "Ada_2_assignsubmission_file" / "tiny.ipynb", work("ada"))
    rows = collected(tmp_path / "download")
    assert collected.students == ["Ada-2"]
    said = {row.file: row.remark for row in rows if row.student == "Eve-1"}
    assert "symbolic link" in said["tiny.ipynb"]
    assert "no plain file" in said["pipe.ipynb"]


@pytest.mark.parametrize(
    "note",
    [b"[]", b"{}", b"\xff", b'{"a":' * 5000, b" " * 70000, b'{"student": 1, "assignment": "", "files": {}}'],
    ids=["list", "empty", "not UTF-8", "deep", "large", "number"],
)
def test_damaged_manifest_costs_its_claims_alone(collected, work, tmp_path, save, make_zip, note):
    source = save(tmp_path / "tiny-ada.zip", make_zip({"tiny/tiny.ipynb": work(), "handed-in.json": note}))
    rows = collected(source)
    assert {row.file: row.done for row in rows} == {"handed-in.json": LEFT_OUT, "tiny/tiny.ipynb": COLLECTED}
    assert collected.students == ["ada"]


def test_work_changed_after_it_was_zipped_is_pointed_out(collected, work, tmp_path, save, make_zip, manifest):
    files = {"tiny/tiny.ipynb": work(), "handed-in.json": manifest("ada", "2024-04-01T00:00:00Z")}
    (row,) = collected(save(tmp_path / "tiny-ada.zip", make_zip(files)))
    assert "changed after it was zipped: tiny/tiny.ipynb" in row.remark
