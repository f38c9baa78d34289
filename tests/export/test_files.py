"""A file is there whole or not at all, and what the system refuses is one line."""

from __future__ import annotations

import errno
import gzip
import os
from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.export.files import open_whole


def test_the_file_appears_when_all_of_it_is_there(tmp_path: Path) -> None:
    target = tmp_path / "graph.nt"
    with open_whole(target) as stream:
        stream.write(b"half")
        assert not target.exists()
    assert target.read_bytes() == b"half"
    assert os.listdir(tmp_path) == ["graph.nt"]


def write_and_fail(target: Path, error: BaseException) -> None:
    with open_whole(target) as stream:
        stream.write(b"half")
        raise error


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), ValueError("ours"), KeyboardInterrupt()])
def test_whatever_happens_the_earlier_file_stays(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "graph.nt"
    target.write_bytes(b"earlier")
    with pytest.raises((StoreError, type(error))):
        write_and_fail(target, error)
    assert target.read_bytes() == b"earlier"
    assert os.listdir(tmp_path) == ["graph.nt"]


def test_a_disk_that_fills_up_while_flushing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"graph\.nt: the disk is full"), open_whole(tmp_path / "graph.nt") as stream:
        stream.write(b"half")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no device that is always full")
def test_a_device_that_is_full() -> None:
    with pytest.raises(StoreError, match="the disk is full"), open_whole(Path("/dev/full")) as stream:
        stream.write(b"x" * 100_000)


def test_a_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="the folder does not exist"), open_whole(tmp_path / "no" / "graph.nt"):
        pass


def test_a_folder_as_target(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a directory"), open_whole(tmp_path):
        pass


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    with pytest.raises(StoreError, match="not a folder"), open_whole(tmp_path / "a" / "graph.nt"):
        pass


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="could not be written"), open_whole(tmp_path / ("x" * 300)):
        pass


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM, errno.EROFS, errno.EDQUOT])
def test_every_refusal_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refused(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(StoreError) as caught, open_whole(tmp_path / "graph.nt"):
        pass
    assert str(caught.value).startswith(f"{tmp_path / 'graph.nt'}: ")
    assert "\n" not in str(caught.value)
    assert os.listdir(tmp_path) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.nt").write_bytes(b"earlier")
    (tmp_path / "link.nt").symlink_to("real.nt")
    with open_whole(tmp_path / "link.nt") as stream:
        stream.write(b"new")
    assert (tmp_path / "link.nt").is_symlink()
    assert (tmp_path / "real.nt").read_bytes() == b"new"


def test_permissions_stay_and_new_files_follow_the_umask(tmp_path: Path) -> None:
    (tmp_path / "old.nt").touch(0o640)
    (tmp_path / "old.nt").chmod(0o640)
    (tmp_path / "plain.nt").touch()
    for name in ("old.nt", "new.nt"):
        with open_whole(tmp_path / name) as stream:
            stream.write(b"x")
    assert (tmp_path / "old.nt").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "new.nt").stat().st_mode == (tmp_path / "plain.nt").stat().st_mode


def test_compressed_files_of_equal_content_are_equal(tmp_path: Path) -> None:
    for name in ("a.nt.gz", "b.nt.gz"):
        with open_whole(tmp_path / name) as stream:
            stream.write(b"the same")
    assert (tmp_path / "a.nt.gz").read_bytes() == (tmp_path / "b.nt.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.nt.gz").read_bytes()) == b"the same"
