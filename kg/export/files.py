"""A file that is there whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import gzip
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from kg.errors import StoreError


@contextlib.contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """Open a file to write that takes its name only when all of it is on the disk; a name in `.gz` is compressed.

    Until then it lies beside its target under a hidden name; a full disk, an error or an interrupt removes it and
    leaves an earlier file as it was. A pipe or a device is written to directly. Raises `StoreError`, one line, for
    whatever the system refuses.
    """
    try:
        target = Path(os.path.realpath(path))  # a link stays a link: what it points to is replaced
        if target.exists() and not stat.S_ISREG(target.stat().st_mode):
            with open(target, "wb") as device, _compressed(device, path) as stream:
                yield stream
        else:
            with _replacing(target) as file, _compressed(file, path) as stream:
                yield stream
    except OSError as error:
        raise StoreError(f"{path}: {_reason(error)}") from error


@contextlib.contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    temporary = target.with_name(f".{target.name[:200]}.{secrets.token_hex(4)}.tmp")
    try:
        with open(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(temporary, stat.S_IMODE(target.stat().st_mode))
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Write the folder's new entry to the disk, where the file system can."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _compressed(file: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    if path.suffix.lower() != ".gz":
        yield file
        return
    # No name and no time in the header: the same graph, the same bytes.
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        yield cast(BinaryIO, packed)


_REASONS = {
    errno.ENOSPC: "the disk is full; nothing was written, an earlier file is as it was",
    errno.EDQUOT: "the disk quota is used up; nothing was written, an earlier file is as it was",
    errno.EACCES: "no permission to write here",
    errno.EPERM: "no permission to write here",
    errno.EROFS: "the file system can only be read",
    errno.ENOENT: "the folder does not exist; make it first",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "is a directory; name a file in it",
}


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or f"could not be written ({error.strerror or error})"
