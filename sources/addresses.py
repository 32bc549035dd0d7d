"""Addresses of pages and feeds: made normal, judged, compared, and shown without secrets.

They are read by yarl, as aiohttp reads them, so what is judged here is what is connected to.
"""

import re

from yarl import URL

from sources.fetch_errors import RefusedAddressError
from sources.networks import PORTS, Allow, literal
from sources.tracking import untracked

#: Longest address, in characters, as written and as sent. Servers take 8 kB for the whole line.
LONGEST = 4_000
#: Longest address in a log.
SHOWN = 200

#: A host as it stands on the wire: labels of letters, digits, hyphens, in old ones underscores.
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
#: Hosts whose last label is a number are addresses, well spelled or not (as in the URL standard).
_NUMERIC = re.compile(r"(.*\.)?(\d+|0x[0-9a-f]*)")
#: What browsers take out of an address wherever it stands.
_FOLDS = str.maketrans("", "", "\t\r\n")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def normal(address: str) -> str:
    """Return an address as it is sent: http or https, host in lower case and punycode.

    Without fragment and default port; IPv4 addresses in four decimal numbers, whichever way they
    were spelled. Backslashes count as slashes and line breaks as nothing, as in browsers. Raises
    RefusedAddressError for what is no address of the web: other schemes, a user before the host,
    control characters, more than LONGEST characters.
    """
    return str(_parsed(address))


def completed(address: str) -> str:
    """Return an address that a person wrote, with https:// where it was left out."""
    return address if _SCHEME.match(address) else f"https://{address}"


def judge(address: str, allow: Allow) -> URL:
    """Return an address made normal, where it may be fetched for all that can be told by reading.

    It comes as the value that aiohttp takes, so that nothing is read a second time.

    Raises RefusedAddressError as `normal` does, and for ports and literal addresses that are
    neither public nor allowed. What a name leads to is known only when it is resolved.
    """
    url = _parsed(address)
    host, port = url.raw_host or "", url.port or 0
    if found := literal(host):
        if not allow.permits(host, port, found):
            raise RefusedAddressError(f"{found} at port {port} is not public and not allowed")
    elif port not in PORTS and not allow.names(host, port) and not allow.networks:
        raise RefusedAddressError(f"port {port} is not allowed")
    return url


def canonical(address: str) -> str:
    """Return the address that stands for an article: normal, without what tracks its readers.

    Raises RefusedAddressError as `normal` does.
    """
    url = _parsed(address)
    kept = untracked(url.raw_query_string)
    whole = str(url)
    return whole.partition("?")[0] + (f"?{kept}" if kept else "")


def origin(address: str) -> str:
    """Return scheme, host and port of a normal address: "https://news.example:8443"."""
    return str(URL(address, encoded=True).origin())


def follow(base: URL, location: str) -> str:
    """Return the normal address that a redirect of `base` leads to, not judged yet.

    Raises RefusedAddressError as `normal` does.
    """
    try:
        to = URL(_tidied(location))
        return normal(str(to if to.scheme else base.join(to)))
    except ValueError:
        raise RefusedAddressError("redirected to what is no address") from None


def shown(address: str) -> str:
    """Return an address for logs: no user, no password, nothing of its query, SHOWN characters.

    Never raises; what cannot be shown becomes "(no address)".
    """
    try:
        url = URL(_tidied(address))
        text = str(url.with_user(None).with_query(None).with_fragment(None))
    except (ValueError, TypeError):
        return "(no address)"
    if not text.isprintable():
        return "(no address)"
    text += "?…" if url.raw_query_string else ""
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _tidied(address: str) -> str:
    """Return an address with what browsers forgive put right."""
    text = address.strip().translate(_FOLDS)
    before = re.match(r"[^?#]*", text)
    end = before.end() if before else 0
    return text[:end].replace("\\", "/") + text[end:]


def _parsed(address: str) -> URL:
    text = _tidied(address)
    if len(text) > LONGEST:
        raise RefusedAddressError(f"an address of {len(text)} characters, at most {LONGEST}")
    if _CONTROL.search(text):
        raise RefusedAddressError("control characters in the address")
    try:
        url = URL(text)
    except ValueError:  # whose text may hold the whole address
        raise RefusedAddressError("no address that can be understood") from None
    _check_parts(url)
    url = _normalised(url, _host(url.raw_host or ""))
    if len(str(url)) > 2 * LONGEST:
        raise RefusedAddressError(f"an address of more than {2 * LONGEST} bytes")
    return url


def _normalised(url: URL, host: str) -> URL:
    if host != url.raw_host:
        url = url.with_host(host)
    if url.raw_path == "/":  # or none at all
        url = url.with_path("/", keep_query=True)
    return url.with_fragment(None)


def _check_parts(url: URL) -> None:
    if url.scheme not in ("http", "https"):
        raise RefusedAddressError(f"no address of the web: {url.scheme[:20] or 'no'} scheme")
    if "@" in url.raw_authority:
        raise RefusedAddressError("a user or password in the address")
    if url.explicit_port == 0:
        raise RefusedAddressError("port 0")


def _host(raw: str) -> str:
    """Return a host made normal: addresses in their usual spelling, names without the last dot."""
    host = raw.removesuffix(".")
    found = literal(host)
    if found and "%" not in host:
        return str(found)
    if not _HOST.fullmatch(host) or _NUMERIC.fullmatch(host):
        raise RefusedAddressError("no host that can be understood")
    return host
