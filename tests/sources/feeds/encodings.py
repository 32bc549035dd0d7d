"""Encodings: what servers declare, and what they send."""

import codecs

from tests.sources.feeds.case import case, json_feed

RUSSIAN = "Мост через реку открыли после ремонта"
KAZAKH = "Өзен үстіндегі көпір жөндеуден кейін ашылды"
_ALL_CAPS = "МОСТ ЧЕРЕЗ РЕКУ ОТКРЫЛИ ПОСЛЕ РЕМОНТА"


def _feed(title: str, declared: str = "") -> str:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{declaration}<rss><channel><item><title>{title}</title></item></channel></rss>"


def _sent(title: str, really: str, declared: str = "") -> bytes:
    return _feed(title, declared).encode(really)


_TWICE = _sent(RUSSIAN, "utf-8").decode("cp1251", "replace")

CASES = [
    case("UTF-8 undeclared", _sent(RUSSIAN, "utf-8"), title=RUSSIAN),
    case("UTF-8 with a mark", codecs.BOM_UTF8 + _sent(RUSSIAN, "utf-8"), title=RUSSIAN),
    case("UTF-8 with two marks", codecs.BOM_UTF8 * 2 + _sent(RUSSIAN, "utf-8"), title=RUSSIAN),
    case("UTF-8 declared as windows-1251", _sent(RUSSIAN, "utf-8", "windows-1251"), title=RUSSIAN),
    case("UTF-8 served as Latin-1", _sent(RUSSIAN, "utf-8"), content_type="text/xml; charset=iso-8859-1", title=RUSSIAN),
    case("UTF-8 declared as UTF-16", _sent(RUSSIAN, "utf-8", "utf-16"), title=RUSSIAN),
    case("UTF-8 declared as something unknown", _sent(RUSSIAN, "utf-8", "x-unknown"), title=RUSSIAN),
    case("UTF-8 declared as a codec for bytes", _sent(RUSSIAN, "utf-8", "base64"), title=RUSSIAN),
    case("UTF-8 with a broken byte", _sent(RUSSIAN, "utf-8").replace("реку".encode(), "реку".encode()[:-1]), title=RUSSIAN.replace("реку", "рек\ufffd")),
    case("UTF-16 with a mark", _sent(RUSSIAN, "utf-16", "utf-16"), title=RUSSIAN),
    case("UTF-16 big", codecs.BOM_UTF16_BE + _sent(RUSSIAN, "utf-16-be", "utf-16"), title=RUSSIAN),
    case("UTF-16 without a mark", _sent(RUSSIAN, "utf-16-le"), title=RUSSIAN),
    case("UTF-16 big without a mark", _sent(RUSSIAN, "utf-16-be"), title=RUSSIAN),
    case("UTF-16 declared as UTF-8", _sent(RUSSIAN, "utf-16", "utf-8"), title=RUSSIAN),
    case("UTF-32", _sent(RUSSIAN, "utf-32"), title=RUSSIAN),
    case("windows-1251 declared", _sent(RUSSIAN, "cp1251", "windows-1251"), title=RUSSIAN),
    case("windows-1251 under another name", _sent(RUSSIAN, "cp1251", "win-1251"), title=RUSSIAN),
    case("windows-1251 in the header", _sent(RUSSIAN, "cp1251"), content_type="text/xml; charset=windows-1251", title=RUSSIAN),
    case("windows-1251 in the header with quotes", _sent(RUSSIAN, "cp1251"), content_type='text/xml;charset="Windows-1251"', title=RUSSIAN),
    case("windows-1251 undeclared", _sent(RUSSIAN, "cp1251"), title=RUSSIAN),
    case("windows-1251 in capitals", _sent(_ALL_CAPS, "cp1251"), title=_ALL_CAPS),
    case("windows-1251 declared as UTF-8", _sent(RUSSIAN, "cp1251", "utf-8"), title=RUSSIAN),
    case("windows-1251 with UTF-8 in the header", _sent(RUSSIAN, "cp1251", "windows-1251"), content_type="text/xml; charset=utf-8", title=RUSSIAN),
    case("windows-1251 served as Latin-1", _sent(RUSSIAN, "cp1251"), content_type="text/xml; charset=ISO-8859-1", title=RUSSIAN),
    case("windows-1251 declared as koi8-r", _sent(RUSSIAN, "cp1251", "koi8-r"), title=RUSSIAN),
    case("koi8-r declared", _sent(RUSSIAN, "koi8-r", "koi8-r"), title=RUSSIAN),
    case("koi8-r undeclared", _sent(RUSSIAN, "koi8-r"), title=RUSSIAN),
    case("koi8-r declared as windows-1251", _sent(RUSSIAN, "koi8-r", "windows-1251"), title=RUSSIAN),
    case("koi8-r in the header", _sent(RUSSIAN, "koi8-r"), content_type="text/xml; charset=koi8-r", title=RUSSIAN),
    case("cp866 declared", _sent(RUSSIAN, "cp866", "cp866"), title=RUSSIAN),
    case("ISO-8859-5 declared", _sent(RUSSIAN, "iso8859-5", "iso-8859-5"), title=RUSSIAN),
    case("Kazakh in kz1048", _sent(KAZAKH, "kz1048", "windows-1251"), title=KAZAKH),
    case("Kazakh in kz1048 undeclared", _sent(KAZAKH, "kz1048"), title=KAZAKH),
    case("UTF-8 read as windows-1251 and sent as UTF-8", _TWICE, title=RUSSIAN),
    case("UTF-8 read as Latin-1 and sent as UTF-8", _sent(RUSSIAN, "utf-8").decode("latin-1"), title=RUSSIAN),
    case("two encodings in one feed", b"<rss><channel><item><title>" + RUSSIAN.encode() * 2 + b"</title></item><item><title>" + "Берег".encode("cp1251") + b"</title></item></channel></rss>", entries=2, title=RUSSIAN * 2),
    case("French in Latin-1 undeclared", _sent("Le pont a été rouvert à Orléans", "latin-1"), title="Le pont a été rouvert à Orléans"),
    case("German in Latin-1 declared", _sent("Brücke über die Oder geöffnet", "latin-1", "iso-8859-1"), title="Brücke über die Oder geöffnet"),
    case("quotes of windows-1252 declared as Latin-1", _sent("It’s “open”", "cp1252", "iso-8859-1"), title="It’s “open”"),
    case("Japanese in Shift JIS", _sent("橋が開通した", "shift_jis", "Shift_JIS"), title="橋が開通した"),
    case("Japanese in EUC, in the header", _sent("橋が開通した", "euc_jp"), content_type="application/xml; charset=EUC-JP", title="橋が開通した"),
    case("Japanese in ISO-2022", _sent("橋が開通した", "iso2022_jp", "iso-2022-jp"), title="橋が開通した"),
    case("Chinese in GB 2312", _sent("大桥重新开通", "gb2312", "gb2312"), title="大桥重新开通"),
    case("Korean in EUC", _sent("다리가 다시 열렸다", "euc_kr", "euc-kr"), title="다리가 다시 열렸다"),
    case("JSON in windows-1251", json_feed(f'{{"id":"1","title":"{RUSSIAN}"}}').encode("cp1251"), title=RUSSIAN),
]  # fmt: skip
