"""Where the tests find things, and the type of the golden fixture."""

from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
"""The checkout."""
GOLDENS = Path(__file__).parent / "goldens"
"""Text dumps that pages are compared with."""

Golden = Callable[[str, str], None]
"""Compares a text with the golden of a name."""
