"""Where the quads are kept: the `Store` protocol and what implements it.

Import `Store` from `kg.store.base` and `open_store` from `kg.store.embedded`; this package imports neither, so that a
command which needs no store does not load one.
"""
