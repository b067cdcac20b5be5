"""Reading a zip that anyone may have made: nothing is written, every size is counted while it is read."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import BinaryIO

from .entries import Entry, NotRead, is_clutter, too_large

CLASS_ENTRIES, STUDENT_ENTRIES = 100_000, 1_000
CHUNK = 2**16
MAX_RECORD = 46 + 3 * 0xFFFF  # bytes of one entry in a zip's directory: the fixed part, name, extra, comment
KINDS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # LZMA may ask for gigabytes of memory to be unpacked
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)
END, END_64 = b"PK\x05\x06", b"PK\x06\x07"


@contextmanager
def opened(stream: BinaryIO, most: int = STUDENT_ENTRIES) -> Iterator[list[Entry]]:
    """The files of a zip in order of path, to be read inside the `with`; unsafe ones raise NotRead when read.

    A name that occurs twice stands for its last entry, as in every unpacking program. Raises NotRead, with
    the reason, for what is no zip, or has more than `most` entries.
    """
    try:
        check_directory(stream, most)
        archive = zipfile.ZipFile(stream)
    except BROKEN as problem:
        raise NotRead(f"the zip cannot be read: {problem}") from None
    with archive:
        if len(archive.infolist()) > most:
            raise NotRead(f"the zip holds {len(archive.infolist())} entries; at most {most} are read")
        named = {path_of(info): info for info in archive.infolist() if not info.is_dir()}
        yield [
            Entry(path, _saved(info), _reader(archive, info, path))
            for path, info in sorted(named.items())
            if not is_clutter(path)
        ]


def check_directory(stream: BinaryIO, most: int) -> None:
    """Look at the declared size of a zip's directory before Python reads all of it into memory.

    Raises NotRead for more than `most` entries could fill, or for a student's zip in the format for more
    than 4 GB, where the size stands elsewhere.
    """
    size = stream.seek(0, 2)
    stream.seek(max(0, size - 2**16 - 42))
    tail = stream.read()
    stream.seek(0)
    end = tail.rfind(END)
    if end < 0 or len(tail) < end + 22:
        raise NotRead("it is no zip, or its end is missing (an upload that was cut off?)")
    if END_64 in tail[max(0, end - 20) : end]:
        if most <= STUDENT_ENTRIES:
            raise NotRead("the zip is in the format for more than 4 GB; pack it anew, with less in it")
        return
    declared, directory = struct.unpack("<HL", tail[end + 10 : end + 16])
    if declared > most or directory > min(most * MAX_RECORD, most * 1024):
        raise NotRead(f"the zip declares {declared} entries in {directory} bytes; at most {most} are read")


def path_of(info: zipfile.ZipInfo) -> PurePosixPath:
    """An entry's path as it was meant: UTF-8 without its flag is recognised, a backslash separates folders."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            pass  # it was what it said: the code page of old DOS programs
    return PurePosixPath(name.replace("\\", "/"))


def unsafe(info: zipfile.ZipInfo, path: PurePosixPath) -> str:
    """Why an entry is not read, or ""."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    if path.is_absolute() or re.match(r"[A-Za-z]:", str(path)):
        return "its name in the zip is an absolute path"
    if ".." in path.parts:
        return "its name leads out of the zip"
    if kind == stat.S_IFLNK:
        return "it is a symbolic link, which is not followed"
    if kind not in (0, stat.S_IFREG):
        return "it is no plain file"
    if info.flag_bits & 0x1:
        return "it is encrypted; hand in a zip without a password"
    if info.compress_type not in KINDS:
        return "it is packed by a rare method; an ordinary zip (deflate) is needed"
    return ""


def _reader(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: PurePosixPath) -> Callable[[int], bytes]:
    def read(limit: int) -> bytes:
        problem = unsafe(info, path)
        if problem:
            raise NotRead(problem)
        if info.file_size > limit:
            raise NotRead(too_large(limit))
        data = bytearray()
        try:
            with archive.open(info) as file:
                while chunk := file.read(CHUNK):
                    data += chunk
                    if len(data) > limit:
                        raise NotRead(too_large(limit))
        except BROKEN as problem:
            raise NotRead(f"it cannot be unpacked: {problem}") from None
        return bytes(data)

    return read


def _saved(info: zipfile.ZipInfo) -> datetime:
    """An entry's time, which zips keep in the packing machine's local time; 1980 when it is impossible."""
    try:
        return datetime(*info.date_time).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return datetime(1980, 1, 1, tzinfo=UTC)
