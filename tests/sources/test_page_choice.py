"""The article is taken whole, and what others say under it is left out."""

from sources import page_choice, page_lines, page_markup, page_tree
from sources.pages import extract
from tests.sources.pages import articles, layouts
from tests.sources.pages.articles import Article

URL = "https://vestnik.example/news/17-story.html"
_RUSSIAN = [article for article in articles.ALL if article.language == "ru"]
#: A long article, and what its readers say of it.
LONG = Article("ru", _RUSSIAN[0].title, tuple(p for it in _RUSSIAN for p in it.paragraphs), "", "")
OPINIONS = [
    f"Живу рядом уже {years} лет и скажу так: давно пора было этим заняться, а не обещать каждую "
    "весну одно и то же, пока люди ждут и пишут во все инстанции подряд без всякого ответа."
    for years in range(2, 60)
]


def _chosen(body: str, library: str) -> list[str]:
    """Return the lines taken of a page in which the library finds a text."""
    tree = page_tree.parse(page_markup.reduce(layouts.page(LONG, body)))
    assert tree is not None
    found = page_lines.lines(page_tree.body(tree))
    return [line.text for line in page_choice.choose(found, library, "")]


def test_what_the_library_leaves_out_in_boxes_apart_is_no_part_of_a_long_article() -> None:
    said = "".join(f"<div><b>Гость</b><p>{opinion}</p></div>" for opinion in OPINIONS)
    body = f"<div><h1>{LONG.title}</h1><div>{layouts.paragraphs(LONG)}</div><div>{said}</div></div>"
    assert _chosen(body, LONG.text) == list(LONG.paragraphs)


def test_what_the_library_leaves_out_beside_what_it_took_is_the_rest_of_the_article() -> None:
    longer = Article("ru", LONG.title, (*LONG.paragraphs, *OPINIONS), "", "")
    body = f"<h1>{LONG.title}</h1><div>{layouts.paragraphs(longer)}</div>"
    assert _chosen(body, LONG.text) == list(longer.paragraphs)


def test_sections_with_headlines_of_first_rank_are_one_article() -> None:
    first, *rest = LONG.paragraphs
    sections = f"<div class='rich'><h1>{LONG.title}</h1><p>{first}</p></div>"
    sections += "<div class='rich'><h1>Что было дальше, по дням</h1>" + "".join(
        f"<p>{paragraph}</p>" for paragraph in rest
    )
    found = extract(layouts.page(LONG, f"<div>{sections}</div></div>"), URL).text
    assert [paragraph for paragraph in LONG.paragraphs if paragraph not in found] == []
