"""Clusters at their places in a line in, runs of glyphs of one face, size, ink and direction out."""

from collections.abc import Sequence

from pagesetter.geometry import Turn
from pagesetter.lines.boxes import Box
from pagesetter.model.glyph import Cluster, GlyphRun
from pagesetter.model.style import TypeStyle

_AT_ORIGIN = ((0.0, 0.0),)


def runs_of(clusters: Sequence[Cluster], boxes: Sequence[Box], text: str, xs: Sequence[float]) -> list[GlyphRun]:
    """Runs of glyphs: a new one begins where face, size, scale, direction or ink changes."""
    runs: list[GlyphRun] = []
    at, count = 0, len(clusters)
    while at < count:
        face, turn, style = clusters[at].face, clusters[at].turn, boxes[at].style
        end = at + 1
        while (
            end < count
            and clusters[end].face == face
            and clusters[end].turn is turn
            and clusters[end].scale_ratio == clusters[at].scale_ratio
            and _alike(boxes[end].style, style)
        ):
            end += 1
        if face:
            run = run_of(clusters[at:end], text, xs[at:end], style)
            if run.gids:
                runs.append(run)
        at = end
    return runs


def _alike(one: TypeStyle, other: TypeStyle) -> bool:
    return one is other or (
        one.size == other.size
        and one.condense_ratio == other.condense_ratio
        and one.mode == other.mode
        and one.ink == other.ink
        and one.raise_em == other.raise_em
    )


def run_of(clusters: Sequence[Cluster], text: str, xs: Sequence[float], style: TypeStyle) -> GlyphRun:
    """One run; the characters of a cluster go with its first glyph."""
    rise = style.raise_em * style.size
    if all(cluster.offsets_em == _AT_ORIGIN for cluster in clusters):
        return GlyphRun(
            face=clusters[0].face,
            size=style.size,
            gids=tuple([cluster.gids[0] for cluster in clusters]),
            xs=tuple(xs),
            texts=tuple([text[cluster.start : cluster.end] for cluster in clusters]),
            ys=(-rise,) * len(clusters) if rise else (),
            scale_ratio=style.condense_ratio,
            ink=style.ink,
            turn=clusters[0].turn,
        )
    gids: list[int] = []
    glyph_xs: list[float] = []
    ys: list[float] = []
    texts: list[str] = []
    along_em, across_em = style.size * style.condense_ratio, style.size
    for cluster, x in zip(clusters, xs, strict=True):
        chars = text[cluster.start : cluster.end]
        for gid, (along, across) in zip(cluster.gids, cluster.offsets_em, strict=True):
            gids.append(gid)
            glyph_xs.append(x + along * along_em)
            ys.append(across * across_em - rise)
            texts.append(chars)
            chars = ""
    size, scale = style.size, style.condense_ratio
    if clusters[0].turn is Turn.ACROSS:
        # Glyphs across the line are as narrow as their cell asks for, and what condenses the line makes them lower.
        size, scale = style.size * style.condense_ratio, clusters[0].scale_ratio / style.condense_ratio
    return GlyphRun(
        face=clusters[0].face,
        size=size,
        gids=tuple(gids),
        xs=tuple(glyph_xs),
        texts=tuple(texts),
        ys=tuple(ys) if any(ys) else (),
        scale_ratio=scale,
        ink=style.ink,
        turn=clusters[0].turn,
    )
