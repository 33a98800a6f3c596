"""A paper of generated text and photographs, the same for a seed: layouts, stories, pictures and the edition file."""

from pathlib import Path
from random import Random

from PIL import Image

_COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民"
    "得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社"
    "义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并"
    "提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强"
)
_MARKS = "，，，，，，、、；："
_HEADLINES = (
    "新桥通车便利两岸居民",
    "老街改造留住城市记忆",
    "夜间公交延长服务时间",
    "社区学校开设书法课程",
    "海港扩建工程进展顺利",
    "山区茶园迎来丰收季节",
    "图书馆周末延长开放",
    "青年志愿者清理河岸",
)

FIRST = """\
    12 | M M M M E E
    8  | A A A A A A
    18 | A A A P P P
    12 | A A A A A A
    28 | B B B C C C
"""
INSIDE = """\
    3  | R R R R R R
    6  | A A A A D D
    16 | A A P P D D
    16 | A A A A D D
    37 | B B B C C C
"""


def text(random: Random, characters: int) -> str:
    """So many characters of running text."""
    out = []
    since = 0
    while len(out) < characters - 1:
        since += 1
        if since > 5 and random.random() < 0.14:
            out.append(random.choice(_MARKS) if random.random() < 0.75 else "。")
            since = 0
        else:
            out.append(random.choice(_COMMON))
    return "".join(out).rstrip(_MARKS + "。") + "。"


def story(random: Random, headline: str, characters: int, photo: str = "") -> str:
    """A story of about so many characters as Markdown."""
    head = [f"headline: {headline}"]
    if photo:
        head += ["photos:", f"  - {{file: {photo}, caption: {text(random, 16)[:-1]}, credit: 本报记者 摄}}"]
    paragraphs = []
    left = characters
    while left > 0:
        size = min(random.randint(60, 130), left)
        paragraphs.append(text(random, max(size, 12)))
        left -= size
    return "\n".join(["---", *head, "---", "", "\n\n".join(["本报讯　" + paragraphs[0], *paragraphs[1:]]), ""])


def photo(random: Random, path: Path) -> None:
    """A picture of soft shapes."""
    bands = [Image.radial_gradient("L").rotate(random.randint(0, 359)).resize((900, 600)) for _ in range(3)]
    Image.merge("RGB", bands).save(path, quality=88)


def layout(plan: str, areas: str) -> str:
    """A layout of the tabloid grid."""
    return (
        f"content: content\npage: {{size: [270mm, 390mm], type_area: [225mm, 350mm]}}\n"
        "grid: {columns: 6, measure: 11字, gutter: 1em, body: 9pt, leading: 12.6pt, lines: 78}\n"
        f"dummy:\n  plan: |\n{plan}areas:\n{areas}"
    )


FURNITURE = """\
furniture:
  name:
    centre: [{text: "{title}", style: masthead, fit: true}]
    rule: running-head
    rows: [{left: ["{date}　{weekday}　{lunar}"], right: ["第{issue}期　今日{pages}版"], above: running-head}]
  ear:
    left: [{text: 今日导读, style: section}]
    rule: running-head
    rows: [{left: ["{cn}"], right: ["零售 {price} 元"], above: running-head}]
  head:
    left: [{text: "{page}", style: folio}, {text: "{section}", style: section}]
    centre: [{text: "{title}", style: running-title}]
    right: ["{date}　{weekday}"]
    rule: running-head
    pages:
      odd:
        left: ["{date}　{weekday}"]
        right: [{text: "{section}", style: section}, {text: "{page}", style: folio}]
"""


def paper(folder: Path, pages: int = 8, seed: int = 5) -> Path:
    """Writes a paper of so many pages into a folder; its edition file. The lead of page 1 goes on on page 2."""
    random = Random(seed)
    content = folder / "content"
    content.mkdir(parents=True)
    listed = []
    for page in range(1, pages + 1):
        names = [f"p{page}-{n}" for n in "abcd"]
        heads = [random.choice(_HEADLINES) for _ in names]
        photo(random, content / f"{names[0]}.jpg")
        first = page == 1
        sizes = (1960, 660, 570, 0) if first else (945, 930, 800, 675)
        if page == 2:
            sizes = (945, 930, 800, 0)
        for name, head, size in zip(names, heads, sizes, strict=True):
            if size:
                made = story(random, head, size, f"{name}.jpg" if name.endswith("a") else "")
                (content / f"{name}.md").write_text(made, encoding="utf-8")
        if first:
            areas = (
                f"  M: {{furniture: name}}\n  E: {{furniture: ear}}\n"
                f"  A: {{story: {names[0]}, head: {{style: lead, lines: 8}}, jump: true}}\n"
            )
        else:
            areas = f"  R: {{furniture: head}}\n  A: {{story: {names[0]}, head: {{style: second, lines: 6}}}}\n"
            areas += (
                "  D: {story: p1-a, continues: true}\n" if page == 2 else f"  D: {{story: {names[3]}, head: third}}\n"
            )
        areas += "  P: {photo: 1, of: A}\n"
        areas += f"  B: {{story: {names[1]}, head: {{style: third, lines: 6}}}}\n"
        areas += f"  C: {{story: {names[2]}, head: {{style: third-serif, lines: 6}}, frame: true}}\n"
        (folder / f"a{page}.yaml").write_text(layout(FIRST if first else INSIDE, areas), encoding="utf-8")
        listed.append(f"  - {{layout: a{page}.yaml, page: A{page:02}, section: 要闻}}\n")
    edition = folder / "paper.yaml"
    head = 'edition: {title: 新城日报, date: 2025-08-06, issue: "1024", cn: CN 35-0099, price: "1.50"}\npages:\n'
    edition.write_text("".join(["# A generated paper.\n", head, *listed, FURNITURE]), encoding="utf-8")
    return edition
