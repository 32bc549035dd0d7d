"""Every sentence that the bot can say is said in all of its languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import views
from views.language import LANGUAGES, catalogue

ROOT = Path(views.__file__).parent
KEYWORDS = {"say": None, "many": (1, 2)}


def said() -> set[str | tuple[str, ...]]:
    """Return every message that the code asks the catalogues for."""
    found = extract_from_dir(ROOT, method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {message for _, _, message, _, _ in found}


def translated(language: str) -> Catalog:
    """Return a language's catalogue as it lies in the package."""
    with (ROOT / "locales" / language / "svodka.po").open("rb") as source:
        return read_po(source, locale=language)


def messages(catalog: Catalog) -> Iterator[Message]:
    """Yield the catalogue's messages without its header."""
    return (message for message in catalog if message.id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_has_exactly_what_the_code_says(language: str) -> None:
    """No message is missing, and none is left over."""
    ids = {
        tuple(message.id) if isinstance(message.id, (list, tuple)) else message.id
        for message in messages(translated(language))
    }
    assert ids == said()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_plural_form_is_filled(language: str) -> None:
    """Every message has a translation in every form its language has."""
    catalog = translated(language)
    for message in messages(catalog):
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(forms), message.id
        if message.pluralizable:
            assert len(forms) == catalog.num_plurals, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_fields(language: str) -> None:
    """A translation fills in the same fields as the message, and keeps its commands."""
    for message in messages(translated(language)):
        assert not list(message.check(translated(language))), message.id
        source = str(message.id if isinstance(message.id, str) else message.id[1])
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        for form in (str(form) for form in forms):
            for field in ("{n}", "{source}", "{query}", "{zone}", "{time}", "{name}", "{language}"):
                assert (field in form) == (field in source), (message.id, form)
            for command in ("/help", "/stories", "/start", "/forget", "/search", "/settings"):
                assert (command in form) == (command in source), (message.id, form)


@pytest.mark.parametrize(
    ("count", "form"),
    [(1, "новость"), (2, "новости"), (5, "новостей"), (11, "новостей"), (21, "новость")],
)
def test_russian_counts_take_their_case(count: int, form: str) -> None:
    """Russian has three plural forms, and 11 is not 1."""
    assert catalogue("ru").many("{n} story", "{n} stories", count) == f"{count} {form}"
