"""From what single articles say to facts: which of them tell of one happening, and what they come to together."""

from kg.fuse.concluding import Concluded, facts, fuse

__all__ = ["Concluded", "facts", "fuse"]
