"""The documents say what the code does."""

import re
from pathlib import Path

import pytest

from views.start import COMMANDS

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("document", ["README.md", "docs/reader.md"])
def test_every_command_is_documented(document: str) -> None:
    """A reader finds each command, and no command that does not exist."""
    text = (ROOT / document).read_text("utf-8")
    said = set(re.findall(r"`/([a-z]+)", text))
    known = {name for name, _ in COMMANDS}
    assert said <= known
    if document == "README.md":
        assert said == known


def test_links_between_documents_lead_somewhere() -> None:
    """Every relative link and picture in the documents exists."""
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        text = document.read_text("utf-8")
        for target in re.findall(r"\]\((?!https?://)([^)#]+)|src=\"([^\"]+)\"", text):
            path = document.parent / (target[0] or target[1])
            assert path.exists(), (document.name, str(path))


def test_no_file_names_this_machine_or_a_registry() -> None:
    """Nothing of where it was written stands in what is published."""
    pattern = re.compile(r"(?:^|[^A-Za-z0-9_.])/(?:work|farm|root)/|pypi\.org|pythonhosted")
    for file in (path for kind in ("*.py", "*.md", "*.toml") for path in ROOT.rglob(kind)):
        if ".venv" not in file.parts and file != Path(__file__):
            assert not pattern.search(file.read_text("utf-8")), file


def test_every_warning_of_the_logs_is_explained_to_the_operator() -> None:
    """Who reads a warning finds it in the handbook."""
    event = re.compile(r'log\.(?:warning|error|exception)\(\s*"([^"]+)"')
    told = (ROOT / "docs" / "operator.md").read_text("utf-8")
    found = {
        name
        for package in ("bot", "handlers", "delivery", "sources")
        for file in (ROOT / package).rglob("*.py")
        for name in event.findall(file.read_text("utf-8"))
    }
    assert len(found) > 10
    assert {name for name in found if f"`{name}`" not in told} == set()
