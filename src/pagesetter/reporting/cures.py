"""The cures of copyfit in, words for them out."""

from pagesetter.model.fits import Cure, Trial
from pagesetter.reporting.terminal import counted, said


def cure_words(cure: Cure) -> str:
    """A cure in words, with the lines that it brings the text or takes from it."""
    change, gain = abs(cure.change), f"{cure.gain:+d} {'line' if abs(cure.gain) == 1 else 'lines'}"
    match cure.kind:
        case "photo":
            what = f"photo {cure.number} {counted(change, 'line')} {'higher' if cure.change > 0 else 'lower'}"
        case "head":
            what = f"head in {cure.size:g} pt, {counted(change, 'line')} {'higher' if cure.change > 0 else 'lower'}"
        case "head_space":
            what = f"{counted(change, 'line')} of white {'more' if cure.change > 0 else 'less'} at the head"
        case "subhead_space":
            what = f"{counted(change, 'line')} of white less at subheads"
        case "caption_space":
            what = f"{counted(change, 'line')} of white at photo {cure.number}"
        case "paragraph_space":
            what = f"{counted(change, 'line')} of white between paragraphs"
        case _:
            what = "jump"
    return f"{what} ({gain})" if cure.gain else what


def trial_words(trial: Trial, language: str = "en") -> str:
    """A combination that was tried and what came of it: ``over 2: photo 1 1 line lower (+2 lines)``."""
    outcome = said("word", trial.outcome, language)
    if trial.outcome in ("over", "under"):
        outcome += f" {abs(trial.over_lines)}"
    return f"{outcome}: {', '.join(said('cure', cure_words(c), language) for c in trial.cures)}"
