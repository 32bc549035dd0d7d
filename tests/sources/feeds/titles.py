"""Titles: what a reader should see."""

from tests.sources.feeds.case import atom, case, json_feed, rss

_XHTML = '<div xmlns="http://www.w3.org/1999/xhtml">'

CASES = [
    case("plain", rss("<title>Мост открыт</title>"), title="Мост открыт"),
    case("spaces and lines", rss("<title>\n  Мост \t\n открыт </title>"), title="Мост открыт"),
    case("cdata", rss("<title><![CDATA[Мост & берег]]></title>"), title="Мост & берег"),
    case("cdata in parts", rss("<title><![CDATA[Мост]]> и <![CDATA[берег]]></title>"), title="Мост и берег"),
    case("escaped tags", rss("<title>&lt;b&gt;Мост&lt;/b&gt; открыт</title>"), title="Мост открыт"),
    case("tags in cdata", rss("<title><![CDATA[<i>Мост</i> <a href='/x'>открыт</a>]]></title>"), title="Мост открыт"),
    case("naked tags", rss("<title>Мост <b>снова</b> открыт</title>"), title="Мост снова открыт"),
    case("a break becomes a space", rss("<title>Мост&lt;br/&gt;открыт</title>"), title="Мост открыт"),
    case("an entity escaped once", rss("<title>A &amp; B</title>"), title="A & B"),
    case("an entity escaped twice", rss("<title>A &amp;amp; B</title>"), title="A & B"),
    case("an entity escaped three times", rss("<title>&amp;amp;laquo;A&amp;amp;raquo;</title>"), title="«A»"),
    case("quotes as entities", rss("<title>&amp;laquo;Мост&amp;raquo; &amp;mdash; 2</title>"), title="«Мост» — 2"),
    case("numbered entities", rss("<title>It&amp;#8217;s &#171;on&#187;</title>"), title="It’s «on»"),
    case("quotes of windows-1252 as controls", rss("<title>It&#146;s</title>"), title="It’s"),
    case("tags escaped twice", rss("<title>&amp;lt;b&amp;gt;Мост&amp;lt;/b&amp;gt; открыт</title>"), title="Мост открыт"),
    case("less and greater", rss("<title>1 &lt; 2, 3 &gt; 2</title>"), title="1 < 2, 3 > 2"),
    case("angle brackets that are no tags", rss("<title>&lt;Мост&gt; и &lt;Берег&gt;</title>"), title="<Мост> и <Берег>"),
    case("a tag that is talked about", rss("<title>The &lt;blink&gt; tag</title>"), title="The <blink> tag"),
    case("a script", rss("<title>Мост&lt;script&gt;x()&lt;/script&gt;</title>"), title="Мост"),
    case("an unclosed tag in front", rss("<title>&lt;p&gt;Мост открыт</title>"), title="Мост открыт"),
    case("a comment", rss("<title>Мост<!-- x --> открыт</title>"), title="Мост открыт"),
    case("none", rss("<link>https://a.example/1</link>"), title=""),
    case("an empty one", rss("<title></title>"), title=""),
    case("media:title is the second choice", rss("<title></title><media:title>Мост</media:title>"), title="Мост"),
    case("media:title does not win", rss("<media:title>Кадр</media:title><title>Мост</title>"), title="Мост"),
    case("dc:title", rss("<dc:title>Мост</dc:title>"), title="Мост"),
    case("a long one is cut", rss(f"<title>{'ы' * 5000}</title>"), title="ы" * 1000),
    case("emoji", rss("<title>🌉 Мост 👨‍👩‍👧</title>"), title="🌉 Мост 👨‍👩‍👧"),
    case("Kazakh letters", rss("<title>Көпір ашылды: әңгіме</title>"), title="Көпір ашылды: әңгіме"),
    case("atom text", atom("<title>A &lt;b&gt; C</title>"), title="A <b> C"),
    case("atom text with an entity too many", atom("<title>A &amp;quot;B&amp;quot;</title>"), title='A "B"'),
    case("atom html", atom('<title type="html">A &lt;b&gt;B&lt;/b&gt; &amp;amp; C</title>'), title="A B & C"),
    case("atom xhtml", atom(f'<title type="xhtml">{_XHTML}A <b>B</b> &amp; C</div></title>'), title="A B & C"),
    case(
        "atom 0.3 escaped",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>'
        '<title type="text/html" mode="escaped">A &lt;b&gt;B&lt;/b&gt;</title></entry></feed>',
        title="A B",
    ),
    case(
        "atom 0.3 base64",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>'
        '<title type="text/html" mode="base64">0JzQvtGB0YI=</title></entry></feed>',
        title="Мост",
    ),
    case("json", json_feed('{"id":"1","title":"Мост & <берег>"}'), title="Мост & <берег>"),
    case("json with lines", json_feed('{"id":"1","title":"Мост\\n открыт"}'), title="Мост открыт"),
    case("json null", json_feed('{"id":"1","title":null}'), title=""),
    case("the feed's own, with entities", rss("", channel=""), feed={"title": "Лента"}),
    case(
        "the feed's own, not its picture's",
        "<rss><channel><image><title>Logo</title></image><title>A &amp;amp; B</title><item/></channel></rss>",
        feed={"title": "A & B"},
    ),
]  # fmt: skip
