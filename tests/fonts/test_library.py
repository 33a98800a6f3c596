"""Which fonts a library takes, how it names them and which one it gives for a family and a weight."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from font_makers import make_collection, make_font, make_variable
from pagesetter.diagnostics import Origin, Severity
from pagesetter.fonts.library import Library
from pagesetter.fonts.shape import HarfBuzzShaper
from pagesetter.model.spec import FontFile
from pagesetter.model.style import FaceRef, TypeStyle

HERE = Origin("front.yaml", 7, 9, "fonts.0")


def opened(folder: Path) -> Library:
    library, problems = Library.open([folder], [])
    assert problems == ()
    return library


def codes(*named: FontFile, folders: tuple[Path, ...] = ()) -> list[tuple[str, Severity, Origin | None]]:
    _, problems = Library.open(folders, named)
    return [(p.code, p.severity, p.origin) for p in problems]


@pytest.mark.parametrize(
    ("asked", "given"), [(1, 300), (349, 300), (350, 300), (351, 400), (400, 400), (549, 400), (551, 700), (1000, 700)]
)
def test_nearest_weight_serves_and_ties_go_to_the_lighter_up_to_500(tmp_path: Path, asked: int, given: int) -> None:
    for weight in (300, 400, 700):
        make_font(tmp_path / f"w{weight}.ttf", weight=weight)
    face = opened(tmp_path).resolve(FaceRef("Tiny Song", asked))
    assert face is not None
    assert (face.weight, face.key) == (given, f"w{given}@{given}")


def test_tie_above_500_goes_to_the_heavier(tmp_path: Path) -> None:
    for weight in (500, 700):
        make_font(tmp_path / f"w{weight}.ttf", weight=weight)
    face = opened(tmp_path).resolve(FaceRef("Tiny Song", 600))
    assert face is not None
    assert face.weight == 700


def test_variable_font_is_pinned_at_the_weight_within_its_range(tmp_path: Path) -> None:
    parts = tmp_path / "parts"
    parts.mkdir()
    whole = tmp_path / "fonts"
    whole.mkdir()
    make_variable(whole / "TinyHei[wght].ttf", parts)
    library = opened(whole)
    faces = [library.resolve(FaceRef("Tiny Hei", weight)) for weight in (50, 500, 1000)]
    assert [(f.key, f.variation, f.weight) for f in faces if f] == [
        ("TinyHei@100", 100.0, 100),
        ("TinyHei@500", 500.0, 500),
        ("TinyHei@900", 900.0, 900),
    ]
    advances = [library.font(f).get_glyph_h_advance(1) for f in faces if f]
    assert advances == [600, 700, 800]
    assert library.families()[0].weight_range == (100, 900)


def test_family_is_found_by_its_localized_name_and_whatever_its_case(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", localized="小宋体")
    library = opened(tmp_path)
    keys = {
        face.key if (face := library.resolve(FaceRef(name))) else None
        for name in ("Tiny Song", "tiny  song", "小宋体", "TinySong-Regular")
    }
    assert keys == {"a@400"}
    assert library.resolve(FaceRef("Tiny Sang")) is None
    assert library.unknown(FaceRef("Tiny Sang"), HERE).hint == 'did you mean "Tiny Song"?'


def test_family_given_by_the_layout_goes_before_the_name_in_the_font(tmp_path: Path) -> None:
    make_font(tmp_path / "mine.ttf", family="Some Song")
    make_font(tmp_path / "theirs.ttf", family="House Song")
    library, problems = Library.open([tmp_path], [FontFile("House Song", str(tmp_path / "mine.ttf"), HERE)])
    assert problems == ()
    face = library.resolve(FaceRef("House Song"))
    assert face is not None
    assert face.key == "mine@400"
    assert [f.name for f in library.families()] == ["House Song"]


def test_upright_goes_before_italic(tmp_path: Path) -> None:
    make_font(tmp_path / "a-italic.ttf", italic=True)
    make_font(tmp_path / "b-bold.ttf", weight=700)
    face = opened(tmp_path).resolve(FaceRef("Tiny Song", 400))
    assert face is not None
    assert face.key == "b-bold@700"


def test_key_depends_on_file_name_and_weight_only(tmp_path: Path) -> None:
    keys = []
    for folder in (tmp_path / "x", tmp_path / "y" / "z"):
        folder.mkdir(parents=True)
        make_font(folder / "Song.ttf", weight=500)
        face = opened(folder).resolve(FaceRef("Tiny Song", 400))
        assert face is not None
        keys.append(face.key)
    assert keys == ["Song@500", "Song@500"]


def test_files_of_one_name_in_two_folders_keep_apart(tmp_path: Path) -> None:
    for name, family in (("x", "Tiny One"), ("y", "Tiny Two")):
        (tmp_path / name).mkdir()
        make_font(tmp_path / name / "Regular.ttf", family=family)
    library = opened(tmp_path)
    faces = [library.resolve(FaceRef(family)) for family in ("Tiny One", "Tiny Two")]
    assert [f.key for f in faces if f] == ["Regular@400", "Regular~2@400"]
    assert library.face("Regular~2@400").family == "Tiny Two"


def test_face_is_found_again_by_its_key(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf")
    assert opened(tmp_path).face("a@400").postscript == "TinySong-Regular"
    with pytest.raises(KeyError):
        opened(tmp_path).face("b@400")


def test_every_font_of_a_collection_is_taken(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / "fonts").mkdir()
    make_collection(tmp_path / "fonts" / "both.ttc", tmp_path / "parts")
    library = opened(tmp_path / "fonts")
    faces = [library.resolve(FaceRef(f.name)) for f in library.families()]
    assert [(f.family, f.key) for f in faces if f] == [("Tiny One", "both@400"), ("Tiny Two", "both#1@700")]


def test_metrics_come_from_the_em_box(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf", upem=1000)
    face = opened(tmp_path).face("a@400")
    assert (face.ascent_em, face.descent_em, face.facts.cap_height_em) == (0.88, -0.12, 0.7)


@pytest.mark.parametrize("outlines", ["glyf", "cff", "cff-cid"])
def test_kind_of_outlines_is_told(tmp_path: Path, outlines: str) -> None:
    make_font(tmp_path / "a.otf", outlines=outlines)
    assert opened(tmp_path).face("a@400").facts.outlines == outlines


@pytest.mark.parametrize(("fs_type", "code"), [(0x2, "F103"), (0x100, "F104"), (0x204, "F104")])
def test_font_that_forbids_embedding_is_refused(tmp_path: Path, fs_type: int, code: str) -> None:
    path = make_font(tmp_path / "a.ttf", fs_type=fs_type)
    assert codes(FontFile("", str(path), HERE)) == [(code, Severity.ERROR, HERE)]
    assert codes(folders=(tmp_path,)) == [(code, Severity.WARNING, Origin(str(path)))]
    assert Library.open([tmp_path], [])[0].families() == ()


@pytest.mark.parametrize("fs_type", [0x4, 0x8, 0xC, 0x6])
def test_least_restrictive_permission_counts(tmp_path: Path, fs_type: int) -> None:
    make_font(tmp_path / "a.ttf", fs_type=fs_type)
    assert len(opened(tmp_path).families()) == 1


def test_missing_file_is_an_error_where_the_layout_names_it(tmp_path: Path) -> None:
    make_font(tmp_path / "Song.ttf")
    _, problems = Library.open([], [FontFile("", str(tmp_path / "Sung.ttf"), HERE)])
    assert [(p.code, p.origin, p.hint) for p in problems] == [("F101", HERE, 'did you mean "Song.ttf"?')]


def test_missing_folder_is_an_error(tmp_path: Path) -> None:
    assert [code for code, _, _ in codes(folders=(tmp_path / "none",))] == ["F106"]


def _broken(path: Path, how: str) -> None:
    data = make_font(path).read_bytes()
    match how:
        case "empty":
            data = b""
        case "text":
            data = b"This is no font at all, whatever its name may say."
        case "web":
            data = b"wOF2" + data[4:]
        case "cut":
            data = data[: len(data) // 2]
        case "directory":
            data = data[:40]
        case "cmap":
            data = data.replace(b"cmap", b"cnap", 1)
        case "characters":
            make_font(path, characters={})
            data = path.read_bytes()
        case "count":
            data = b"ttcf\x00\x01\x00\x00\xff\xff\xff\xff" + data[12:]
    path.write_bytes(data)


@pytest.mark.parametrize("how", ["empty", "text", "web", "cut", "directory", "cmap", "characters", "count"])
def test_broken_font_is_reported_and_left_out(tmp_path: Path, how: str) -> None:
    path = tmp_path / "a.ttf"
    _broken(path, how)
    assert codes(FontFile("", str(path), HERE)) == [("F102", Severity.ERROR, HERE)]


def test_no_damage_to_a_font_is_worse_than_a_finding(tmp_path: Path) -> None:
    sound = [make_font(tmp_path / f"{o}.otf", outlines=o).read_bytes() for o in ("glyf", "cff", "cff-cid")]
    dice = Random(20250806)
    folder = tmp_path / "fonts"
    folder.mkdir()
    outcomes = set()
    for _ in range(200):
        data = bytearray(dice.choice(sound))
        for _ in range(dice.choice((1, 5, 40))):
            data[dice.randrange(len(data))] = dice.randrange(256)
        (folder / "a.otf").write_bytes(data[: dice.choice((len(data), dice.randrange(len(data))))])
        library, problems = Library.open([folder], [])
        outcomes.update(p.code for p in problems)
        for family in library.families():
            shaped = HarfBuzzShaper(library).shape("A中“B", TypeStyle((FaceRef(family.name),), 10, 15))
            assert sum(c.end - c.start for c in shaped) == 4
            outcomes.add("usable")
    assert {"usable", "F102"} <= outcomes


def test_font_without_outlines_is_reported(tmp_path: Path) -> None:
    path = make_font(tmp_path / "a.ttf")
    path.write_bytes(path.read_bytes().replace(b"glyf", b"glyg", 1))
    assert codes(FontFile("", str(path), HERE)) == [("F105", Severity.ERROR, HERE)]


def test_other_files_of_a_font_folder_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("fonts")
    make_font(tmp_path / "a.ttf")
    assert len(opened(tmp_path).families()) == 1


def test_coverage_names_what_a_face_lacks(tmp_path: Path) -> None:
    make_font(tmp_path / "a.ttf")
    covered = opened(tmp_path).coverage(FaceRef("Tiny Song"), "A 中文\nA好")
    assert covered is not None
    assert (covered.characters, covered.missing) == (4, "好文")


def test_shipped_families_and_weights(shipped: Library) -> None:
    assert [(f.name, f.weights, f.weight_range) for f in shipped.families()] == [
        ("LXGW WenKai", (400,), None),
        ("Noto Sans SC", (), (100, 900)),
        ("Noto Serif SC", (400, 700, 900), None),
    ]
    face = shipped.resolve(FaceRef("霞鹜文楷"))
    assert face is not None
    assert face.key == "LXGWWenKai-Regular@400"


def test_fonttools_is_not_imported_by_the_build_path() -> None:
    script = "import sys, pagesetter.fonts.shape, pagesetter.fonts.subset; print('fontTools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
