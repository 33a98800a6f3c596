"""Files with wrong things in wrong places: a report or a diagnostic comes of each, never a fault of the program."""

import random
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from preflight_makers import WRITERS, profile, saved, sound

from pagesetter.model.press import STANDARDS
from pagesetter.preflight.checking import check
from pagesetter.preflight.registry import rules
from pagesetter.preflight.report_html import page
from pagesetter.preflight.report_json import files_form, sarif_form
from pagesetter.preflight.report_text import report_lines


def _places(pdf: pikepdf.Pdf) -> list[tuple[Any, Any]]:
    """Every (holder, key) of the document."""
    found: list[tuple[Any, Any]] = []
    heap: list[Any] = list(pdf.objects)
    while heap:
        value = heap.pop()
        keys: list[Any] = []
        if isinstance(value, Dictionary | pikepdf.Stream):
            keys = list(value.keys())
        elif isinstance(value, Array):
            keys = list(range(len(value)))
        for key in keys:
            found.append((value, key))
            inner = value[key]
            if isinstance(inner, Dictionary | Array) and not inner.is_indirect:
                heap.append(inner)
    return found


def _wrong(pdf: pikepdf.Pdf, dice: random.Random) -> Any:
    odd = pikepdf.Object.parse(b"/not#ff#feUTF")
    tangle = Array([Array([Dictionary(A=1)])])
    plain: list[Any] = [0, -1, 10**12, 1.5, True, Name("/X"), odd, String("x"), Array([]), Array([1, Name("/Y")])]
    return dice.choice([*plain, tangle, Dictionary(), pdf.pages[0].obj, pdf.Root])


def mutated(seed: int) -> bytes:
    """A sound file in which a few values are gone or replaced, and sometimes a few bytes."""
    dice = random.Random(seed)
    writer, standard = dice.choice(WRITERS), dice.choice(STANDARDS)
    with pikepdf.open(BytesIO(sound(writer, standard))) as pdf:
        places = _places(pdf)
        for _ in range(dice.randint(1, 4)):
            holder, key = dice.choice(places)
            try:
                if dice.random() < 0.1:
                    del holder[key]
                else:
                    holder[key] = _wrong(pdf, dice)
            except (ValueError, KeyError, IndexError, TypeError, pikepdf.PdfError):
                continue  # what pikepdf itself refuses
        try:
            made = bytearray(saved(pdf, standard))
        except (pikepdf.PdfError, RuntimeError, ValueError):
            return sound(writer, standard)
    if dice.random() < 0.3:
        for _ in range(dice.randint(1, 20)):
            made[dice.randrange(len(made))] = dice.randrange(256)
    return bytes(made)


@pytest.mark.parametrize("seed", range(60))
def test_a_mutated_file_gives_a_report_or_a_diagnostic(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "mutated.pdf"
    path.write_bytes(mutated(seed))
    made = check(path, profile(), foreign=False)
    assert made.report is not None or made.diagnostics
    if made.report is not None:
        assert {one.rule for one in made.report.findings} <= set(rules())
        for line in report_lines(made, every=True):
            line.encode("utf-8")
    assert page([made], "1")
    assert files_form([made], "1", 1)
    assert sarif_form([made], "1")
