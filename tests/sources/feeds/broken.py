"""Broken XML, as it is sent every day."""

from tests.sources.feeds.case import atom, case, rss

_GOOD = rss("<title>Мост открыт</title><link>https://a.example/1</link>")
_ENTITIES = '<!DOCTYPE rss [<!ENTITY most "Мост">]>'
_BOMB = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
_EXTERNAL = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'

CASES = [
    case("spaces before the declaration", f'\n\n  <?xml version="1.0"?>{_GOOD}', title="Мост открыт"),
    case("a warning before", f"<br />\n<b>Warning</b>: x() in <b>y.php</b><br />\n{_GOOD}", title="Мост открыт"),
    case("words before", f"Notice: undefined index & more\n{_GOOD}", title="Мост открыт"),
    case("two declarations", f'<?xml version="1.0"?><?xml version="1.0"?>{_GOOD}', title="Мост открыт"),
    case("a broken declaration", f'<?xml version="1.0" encoding="utf-8" ??>{_GOOD}', title="Мост открыт"),
    case("a page after", f"{_GOOD}<script>count()</script><br>", title="Мост открыт"),
    case("zero bytes after", f"{_GOOD}\0\0\0", title="Мост открыт"),
    case("a comment of statistics after", f"{_GOOD}<!-- 25 queries. 0.3 -- seconds -->", title="Мост открыт"),
    case("within a page", f"<html><body>{_GOOD}</body></html>", title="Мост открыт"),
    case("a bare ampersand in the title", rss("<title>A & B</title>"), title="A & B"),
    case("a bare ampersand in the link", rss("<link>https://a.example/?a=1&b=2&amp;c=3</link>"), link="https://a.example/?a=1&b=2&c=3"),
    case("a bare ampersand in an attribute", atom('<link href="https://a.example/?a=1&b=2"/>'), link="https://a.example/?a=1&b=2"),
    case("HTML's entities", rss("<title>&laquo;Мост&raquo;&nbsp;&mdash; 2</title>"), title="«Мост»\xa0— 2"),
    case("an unknown entity", rss("<title>A &foo; B</title>"), title="A &foo; B"),
    case("an entity without its end", rss("<title>A &nbsp B</title>"), title="A \xa0 B"),
    case("a declared entity", _ENTITIES + rss("<title>&most; открыт</title>"), title="Мост открыт"),
    case("entities that grow stay", _BOMB + rss("<title>&c; x</title>"), title="&c; x"),
    case("an entity of a file stays", _EXTERNAL + rss("<title>&x; x</title>"), title="&x; x"),
    case("a bare less-than", rss("<title>1 < 2</title>"), title="1 < 2"),
    case("controls", rss("<title>Мост\x0b\x00\x1f открыт</title>"), title="Мост открыт"),
    case("references to controls", rss("<title>Мост&#0;&#x1f; открыт</title>"), title="Мост открыт"),
    case("a reference too large", rss("<title>Мост &#x110000;</title>"), title="Мост \ufffd"),
    case("lone surrogates as references", rss("<title>Мост &#xd83d; открыт</title>"), title="Мост открыт"),
    case("no quotes", "<rss version=2.0><channel><item><title>Мост</title><guid isPermaLink=false>https://a.example/1</guid></item></channel></rss>", title="Мост", link=""),
    case("the same attribute twice", '<rss><channel><item><title>Мост</title><enclosure url="https://a.example/i.png" url="x" type="image/png"/></item></channel></rss>', title="Мост"),
    case("undeclared prefixes", "<rss><channel><item><dc:creator>Анна</dc:creator><content:encoded>Он</content:encoded></item></channel></rss>", author="Анна", html="Он"),
    case("the prefix of rss undeclared", "<rss:rss><rss:channel><rss:item><rss:title>Мост</rss:title></rss:item></rss:channel></rss:rss>", title="Мост"),
    case("cut off in a text", _GOOD[: _GOOD.index("</link>")], title="Мост открыт", link="https://a.example/1"),
    case("cut off in a tag", _GOOD[: _GOOD.index("</link>") + 4], title="Мост открыт", link="https://a.example/1"),
    case("cut off in the second entry", "<rss><channel><item><title>A</title></item><item><title>B</title><descr", entries=2, title="A"),
    case("cut off in a cdata section", "<rss><channel><item><title>A</title><description><![CDATA[<p>Он отк", title="A", html="<p>Он отк"),
    case("a title without its end", "<rss><channel><item><title>A<link>https://a.example/1</link></item><item><title>B</title></item></channel></rss>", entries=2, title="A", link="https://a.example/1"),
    case("an item without its end", "<rss><channel><item><title>A</title><item><title>B</title></item></channel></rss>", entries=2, title="A"),
    case("ends that were never begun", "<rss><channel></b><item><title>A</title></p></item></div></channel></rss>", title="A"),
    case("unclosed tags in a description", "<rss><channel><item><title>A</title><description><p>Он<br>открыт</description></item><item><title>B</title></item></channel></rss>", entries=2, title="A"),
    case("a cdata section that is not closed", "<rss><channel><item><title><![CDATA[A</title></item></channel></rss>", title="A"),
    case("an end of a cdata section too many", "<rss><channel><item><title>A ]]> B</title></item></channel></rss>", title="A ]]> B"),
    case("a comment with two dashes", "<rss><channel><!-- a -- b --><item><title>A</title></item></channel></rss>", title="A"),
    case("XML 1.1", f'<?xml version="1.1"?>{_GOOD}', title="Мост открыт"),
    case("no root's end", "<rss><channel><item><title>A</title></item>", title="A"),
    case("upper and lower case mixed", "<rss><channel><item><Title>A</title></item></channel></rss>", title="A"),
]  # fmt: skip
