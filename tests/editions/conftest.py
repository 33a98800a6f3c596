"""A generated paper of eight pages, set once for all tests of this folder."""

import pytest
from edition_makers import Set, set_paper
from paper_makers import paper


@pytest.fixture(scope="session")
def eight(tmp_path_factory: pytest.TempPathFactory) -> Set:
    """The eight pages, each preflighted."""
    return set_paper(paper(tmp_path_factory.mktemp("paper") / "eight"))
