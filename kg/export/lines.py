"""N-Triples and N-Quads: one statement a line, in their canonical form, sorted by code point."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, serialize


def write(quads: Sequence[Quad], stream: BinaryIO) -> None:
    """Write the quads sorted, so that equal stores give equal files and `diff` and `comm` work on them.

    UTF-8 sorts as the code points do, so the bytes are sorted. Line ends inside a literal are escaped by the format.
    Quads in the default graph make N-Triples: the two formats differ only in the graph's name.
    """
    lines = (serialize(quads, format=RdfFormat.N_QUADS) or b"").split(b"\n")
    lines.pop()  # what stands after the last line end: nothing
    lines.sort()
    stream.writelines(line + b"\n" for line in lines)
