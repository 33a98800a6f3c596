"""A source of chance and a language in, copy of any length out: paragraphs, subheads, heads, captions."""

from random import Random
from types import MappingProxyType
from typing import NamedTuple


class Words(NamedTuple):
    """What copy of a language is made of."""

    words: tuple[str, ...]
    rare: tuple[str, ...]
    """Latin words, figures, names, marked and very long words."""
    comma: str
    stop: str
    quotes: tuple[str, str]
    brackets: tuple[str, str]
    gap: str
    """Between words."""
    opening: str
    """Begins a news item."""
    byline: str
    credit: str


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_HAN = _words(
    "港口 清晨 渔船 归来 码头 上 的 灯光 还 没有 熄灭 搬运 工人 把 一箱箱 鲜鱼 送到 岸边 市场 老人 说 今年 春天 来得 "
    "早 山坡 上 茶树 已经 发芽 孩子们 在 操场 奔跑 新修 的 石板路 通往 旧城 图书馆 每天 开放 十二 小时 居民 可以 借阅 "
    "书籍 工程 预计 年底 完成 届时 将 有 三座 桥梁 连接 两岸 记者 走访 发现 了 不少 变化 合作社 与 农户 签订 协议"
)
_TRADITIONAL = _words(
    "港口 清晨 漁船 歸來 碼頭 上 的 燈光 還 沒有 熄滅 搬運 工人 把 一箱箱 鮮魚 送到 岸邊 市場 老人 說 今年 春天 來得 "
    "早 山坡 上 茶樹 已經 發芽 孩子們 在 操場 奔跑 新修 的 石板路 通往 舊城 圖書館 每天 開放 十二 小時 居民 可以 借閱 "
    "書籍"
)
_JAPANESE = _words(
    "港では 朝早くから 漁船が 戻り 市場の 明かりが 灯る 魚を 運ぶ 人びとの 声が 響き 町は 少しずつ 目を 覚ます "
    "図書館は 毎日 開いて いる 子どもたちは 校庭を 走り 新しい 石畳の 道を 歩く コミュニティ センター では 講座が "
    "始まった 工事は 来年の 春に 終わる 見通しだ 住民は ショッピング モール より 商店街を 好む という"
)
_KOREAN = _words(
    "항구에는 이른 아침부터 어선이 돌아오고 시장의 불빛이 켜진다 생선을 나르는 사람들의 목소리가 들리고 마을은 천천히 "
    "깨어난다 도서관은 매일 열려 있으며 아이들은 운동장을 달린다 새로 닦은 돌길은 옛 성까지 이어진다 공사는 내년 봄에 "
    "끝날 전망이다 주민들은 오래된 가게를 더 좋아한다고 말했다"
)
_ENGLISH = _words(
    "the harbour woke early and the boats came home before the lamps went out along the quay where old men mend their "
    "nets a new library opens every day until nine while children run across the yard of the school residents prefer "
    "small shops to the great market on the hill engineers expect the bridge to be finished by next spring"
)

LANGUAGES = MappingProxyType(
    {
        "zh-Hans": Words(
            _HAN,
            ("GDP", "5G", "AI", "2025年", "3.14%", "1,200吨", "8月6日", "Quanzhou", "international", "**石桥镇**",
             "*古城新韵*", "[李明]{.name}", "m^2^", "H~2~O", "……", "——", "《江湾旧事》"),
            "，", "。", ("“", "”"), ("（", "）"), "",
            "本报讯（记者 王小林）", "□本报记者 王小林 通讯员 陈某某", "（王小林 摄）",
        ),
        "zh-Hant": Words(
            _TRADITIONAL, ("GDP", "2025年", "**石橋鎮**", "{江灣|ㄐㄧㄤ ㄨㄢ}", "……", "——", "《江灣舊事》", "Taipei"),
            "，", "。", ("「", "」"), ("（", "）"), "", "【本報訊】", "記者 王小林", "（王小林 攝）",
        ),
        "ja": Words(
            _JAPANESE,
            ("GDP", "2025年", "3.14", "{今日|きょう}", "**石橋町**", "……", "――", "『旧港物語』",
             "コンピューター"),
            "、", "。", ("「", "」"), ("（", "）"), "", "", "記者 山本 太郎", "（山本太郎）",
        ),
        "ko": Words(
            _KOREAN, ("GDP", "2025년", "3.14%", "**석교동**", "《옛 항구》", "Seoul", "international"),
            ",", ".", ("“", "”"), ("(", ")"), " ", "", "김민수 기자", "(김민수 기자)",
        ),
        "en": Words(
            _ENGLISH,
            ("GDP", "2025", "3.14", "*Harbour News*", "**Stonebridge**", "internationalisation", "well-known",
             "m^2^"),
            ",", ".", ("“", "”"), ("(", ")"), " ", "", "By John Smith", "(John Smith)",
        ),
    }
)  # fmt: skip


class Copy:
    """Copy of one language."""

    def __init__(self, rng: Random, language: str) -> None:
        self.rng = rng
        self.of = LANGUAGES[language]

    def phrase(self, length: int) -> str:
        """Plain words of about so many characters, none of them rare."""
        out: list[str] = []
        while sum(map(len, out)) < length:
            out.append(self.rng.choice(self.of.words))
        text = self.of.gap.join(out)
        return text if self.of.gap else text[:length]

    def paragraph(self, length: int) -> str:
        """A paragraph of about so many characters."""
        rng, of = self.rng, self.of
        out, since, quoted = "", 0, ""
        while len(out) < length:
            word = rng.choice(of.rare if rng.random() < 0.06 else of.words)
            if not quoted and rng.random() < 0.04:
                quoted, word = rng.choice((of.quotes, of.brackets))[1], rng.choice((of.quotes, of.brackets))[0] + word
                quoted = dict((of.quotes, of.brackets))[word[0]]
            out += (of.gap if out and not (quoted and out[-1:] in "“「（(") else "") + word
            since += 1
            if quoted and rng.random() < 0.3:
                out, quoted = out + quoted, ""
            if since > 3 and rng.random() < 0.25:
                out, since = out + rng.choice((of.comma, of.comma, of.stop)), 0
        return out.rstrip(of.comma + of.stop) + quoted + of.stop

    def body(self, length: int, *, subheads: bool) -> str:
        """Paragraphs of about so many characters together, in Markdown."""
        rng, parts, left = self.rng, [], length
        while left > 0 or not parts:
            size = min(rng.choice((12, 30, 60, 90, 140, 220, 400)), max(left, 8))
            parts.append((self.of.opening if not parts and rng.random() < 0.5 else "") + self.paragraph(size))
            left -= size
        if subheads:
            for at in range(len(parts) - 1, 0, -4):
                lines = rng.choice((1, 1, 2))
                parts.insert(at, "\n".join("## " + self.phrase(rng.randint(4, 7)) for _ in range(lines)))
        return "\n\n".join(parts)
