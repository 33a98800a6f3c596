"""The tables of fields in, ``schema/*.schema.json`` out: run it after a key of a layout, story or sheet has changed."""

import json
from pathlib import Path

from pagesetter.read.schema import schemas

FOLDER = Path(__file__).parents[1] / "schema"


def main() -> None:
    """Writes every schema."""
    FOLDER.mkdir(exist_ok=True)
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
