"""`pagesetter plates` and `proof --soft`, on files as users have them."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from pikepdf import Pdf
from PIL import Image

from pagesetter.cli.main import run
from pagesetter.geometry import Rect
from pagesetter.pdf import opened
from pagesetter.pdf.plates import Plates
from places import ROOT

LAYOUT = str(ROOT / "layouts" / "tabloid.yaml")


@pytest.fixture
def ad(tmp_path: Path) -> Path:
    """A PDF of two pages: a spot ink with a slash in its name, then black."""
    path = tmp_path / "ad.pdf"
    with Pdf.new() as pdf:
        for content in (b"/S cs 1 scn 0 0 72 36 re f 1 1 0 0 k 0 60 30 12 re f", b"0 g 0 0 72 72 re f"):
            pdf.add_blank_page(page_size=(72, 72))
            page = pdf.pages[-1].obj
            page["/Contents"] = pdf.make_stream(content)
            tint = b"<< /FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [0 1 1 0] /N 1 >>"
            spaces = b"<< /ColorSpace << /S [/Separation /A#2FB /DeviceCMYK " + tint + b"] >> >>"
            page["/Resources"] = pdf.make_stream(b"").parse(spaces)
        pdf.save(path)
    return path


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process; the first test reads them as users do, in one of their own."""
    monkeypatch.setattr(opened, "run", partial(opened.run, worker=False))


def test_a_pdf_gets_a_picture_for_each_ink_and_a_heat_map(
    ad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert run(["plates", str(ad), "-o", str(folder), "--ppi", "72"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    process = ("Cyan", "Magenta", "Yellow", "Black")
    names = [f"ad-1-{ink}.png" for ink in (*process, "A_B", "total-ink")]
    names += [f"ad-2-{ink}.png" for ink in (*process, "total-ink")]
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    with Image.open(folder / "ad-1-A_B.png") as plate:
        assert (plate.size, plate.getpixel((36, 60)), plate.getpixel((36, 10))) == ((72, 72), 0, 255)
    assert ["A/B", "50.00", "%", "3.2", "cm2"] in [line.split() for line in said.out.splitlines()]
    assert "total ink 100.0 % in the worst square of 5 mm, 0.1 mm from the left and 0.1 mm from the top" in said.out


@pytest.mark.usefixtures("here")
def test_the_report_of_a_pdf_as_json(ad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plates", str(ad), "-o", str(tmp_path / "out"), "--ppi", "72", "--limit", "150", "--json"]) == 0
    form = json.loads(capsys.readouterr().out)
    assert (form["exit_code"], form["diagnostics"], len(form["pages"])) == (0, [], 2)
    first = form["pages"][0]
    assert first["inks"][-1]["ink"] == "A/B"
    assert first["inks"][-1]["file"].endswith("ad-1-A_B.png")
    assert first["inks"][-1]["alternate"] == pytest.approx([0, 1, 1, 0], abs=0.01)
    assert first["total_ink"]["pixel"]["total"] == 2
    assert first["total_ink"]["limit"] == 1.5


@pytest.mark.usefixtures("here")
def test_a_file_that_is_no_pdf_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ad.pdf"
    path.write_bytes(b"not a pdf")
    assert run(["plates", str(path), "-o", str(tmp_path / "out")]) == 1
    assert "P402" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("here")
def test_too_fine_a_resolution_is_told_with_what_is_possible(
    ad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Pdf.open(ad, allow_overwriting_input=True) as pdf:
        pdf.pages[1].obj["/MediaBox"] = pdf.make_stream(b"").parse(b"[0 0 7200 7200]")
        pdf.save(ad)
    assert run(["plates", str(ad), "-o", str(tmp_path / "out")]) == 2
    assert "plates at 100 ppi are not possible for page 2; give 1 to 54 ppi" in capsys.readouterr().err


def test_a_folder_name_that_is_a_file_is_wrong_usage(ad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plates", str(ad), "-o", str(ad)]) == 2
    assert "is a file: name a folder" in capsys.readouterr().err


def test_a_layout_that_cannot_be_set_gets_no_plates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["plates", str(tmp_path / "gone.yaml"), "-o", str(tmp_path / "out")]) == 1
    assert "R001" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_black_type_of_a_page_is_on_the_black_plate_and_the_condition_gives_the_limit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["plates", LAYOUT, "-o", str(tmp_path), "--ppi", "50", "--json"]) == 0
    (page,) = json.loads(capsys.readouterr().out)["pages"]
    inks = {one["ink"]: one["coverage"] for one in page["inks"]}
    assert list(inks) == ["Cyan", "Magenta", "Yellow", "Black"]
    assert inks["Black"] > 0.05 > inks["Cyan"]
    assert page["total_ink"]["limit"] == 2.4
    assert page["total_ink"]["square"]["total"] < 2.4


def test_a_soft_proof_has_the_colour_of_the_paper(tmp_path: Path) -> None:
    plain, soft = tmp_path / "plain.png", tmp_path / "soft.png"
    assert run(["proof", LAYOUT, "-o", str(plain), "--ppi", "30"]) == 0
    assert run(["proof", LAYOUT, "-o", str(soft), "--ppi", "30", "--soft"]) == 0
    with Image.open(plain) as one, Image.open(soft) as other:
        assert one.size == other.size
        assert one.getpixel((0, 0)) == (255, 255, 255)
        r, g, b = other.getpixel((0, 0))  # type: ignore[misc]
        assert 200 < b < g < r < 230


def test_what_a_soft_proof_lacks_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Plates(1, 1, 1, 30, (72, 72), (), Rect(0, 0, 72, 72), Rect(0, 0, 72, 72), lost=("a form that holds itself",))
    monkeypatch.setattr("pagesetter.pdf.plates.separate", lambda *_: made)
    monkeypatch.setattr("pagesetter.proof.softproof.soft_proof", lambda *_: b"picture")
    assert run(["proof", LAYOUT, "-o", str(tmp_path / "soft.png"), "--ppi", "30", "--soft"]) == 0
    said = capsys.readouterr().err
    assert "P409 warning: page 1 of tabloid.yaml: not separated as it prints: a form that holds itself" in said
    assert (tmp_path / "soft.png").read_bytes() == b"picture"


def test_too_fine_a_soft_proof_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["proof", LAYOUT, "-o", str(tmp_path / "soft.png"), "--ppi", "1200", "--soft"]) == 2
    assert "are not possible for this page; give 1 to" in capsys.readouterr().err


def test_help_of_plates_loads_no_pdf_library() -> None:
    code = "import sys; from pagesetter.cli.main import run; run(['plates', '--help']); print(sorted(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    modules = ended.stdout.splitlines()[-1]
    assert "'click'" in modules
    assert not any(f"'{name}'" in modules for name in ("pikepdf", "pypdfium2", "PIL"))


@pytest.mark.usefixtures("here")
def test_what_cannot_be_separated_is_a_finding_at_the_file(
    ad: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Pdf.open(ad, allow_overwriting_input=True) as pdf:
        pdf.pages[1].obj["/Contents"] = pdf.make_stream(b"/Gone Do 0 g 0 0 72 72 re f")
        pdf.save(ad)
    assert run(["plates", str(ad), "-o", str(tmp_path / "out"), "--ppi", "36", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert (found["code"], found["severity"], found["file"]) == ("P409", "warning", str(ad))
    assert found["message"] == 'page 2 of ad.pdf: not separated as it prints: "Do": there is no XObject "Gone"'
