"""Draw `docs/model.svg` from `ontology/conflict.ttl`: what ties what above, the classes below.

    python scripts/draw_model.py [FILE]

The page of `scripts/document_ontology.py` has the same drawing and others; how they are made is in `kg.documentation.drawing`.
A property that fits none of the lines is named under the drawing, and `tests/test_documentation.py` asks for a line then.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from kg.documentation import drawing  # noqa: E402
from kg.documentation.terms import read_model  # noqa: E402


def main(arguments: list[str]) -> None:
    target = Path(arguments[0]) if arguments else ROOT / "docs" / "model.svg"
    model = read_model(ROOT / "ontology" / "conflict.ttl")
    target.write_text(drawing.overview(model).svg(is_alone=True), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
