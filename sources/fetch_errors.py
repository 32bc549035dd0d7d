"""What can go wrong while fetching. What the errors of the layers below mean: `fetch_meanings`.

FetchError
 ├ RefusedAddressError    we do not go there: scheme, user@host, port, private network, no address
 ├ LookupFailedError      the name has no address, or the name server did not answer
 ├ ConnectFailedError     nobody listens, no way there, closed before an answer
 ├ TlsError               the certificate or the handshake is wrong
 ├ TooSlowError           no connection, no first byte or no end in time
 ├ TooLargeError          more bytes than the limit, on the wire or unpacked
 ├ BrokenAnswerError      not HTTP, cut off, or packed in a way that cannot be unpacked
 ├ TooManyRedirectsError  a loop, or more hops than the limit
 ├ StatusError            an answer that is no success: its `status`, its `retry_after`
 ├ WrongTypeError         a picture, a film, an archive: nothing to read
 └ RobotsError            robots.txt asks programs to stay away

`str(error)` is the truth for the log, without credentials or anything of a query. `error.key` names
the sentence that people are told.
"""

import errno
from dataclasses import dataclass
from typing import ClassVar


class FetchError(Exception):
    """Something could not be fetched; only its subclasses are raised."""

    key: ClassVar[str]
    #: The address that it happened at, as it may be shown: after redirects not the one asked for.
    at: str = ""


class RefusedAddressError(FetchError):
    """An address that is never connected to."""

    key = "address"


class LookupFailedError(FetchError):
    """A name without an address."""

    key = "lookup"


class ConnectFailedError(FetchError):
    """No connection, or one that ended before an answer."""

    key = "connect"


class TlsError(FetchError):
    """No connection that can be trusted."""

    key = "tls"


class TooSlowError(FetchError):
    """Not done in time."""

    key = "slow"


class TooLargeError(FetchError):
    """More than the limit."""

    key = "large"


class BrokenAnswerError(FetchError):
    """An answer that cannot be understood."""

    key = "broken"


class TooManyRedirectsError(FetchError):
    """Sent on and on."""

    key = "redirects"


@dataclass(eq=False)
class StatusError(FetchError):
    """An answer that is no success."""

    key: ClassVar[str] = "status"
    status: int
    #: Seconds that the server asks to wait, None where it does not say.
    retry_after: float | None = None

    def __str__(self) -> str:
        asked = f", asks to wait {self.retry_after:g} s" if self.retry_after is not None else ""
        return f"status {self.status}{asked}"

    @property
    def gone(self) -> bool:
        """Tell whether the server says that it will never be there again."""
        return self.status == 410


class WrongTypeError(FetchError):
    """Content that is nothing to read."""

    key = "type"


class RobotsError(FetchError):
    """Asked to stay away."""

    key = "robots"


#: Every error that is raised, for the tables of those who tell people about them.
ALL: tuple[type[FetchError], ...] = (
    RefusedAddressError,
    LookupFailedError,
    ConnectFailedError,
    TlsError,
    TooSlowError,
    TooLargeError,
    BrokenAnswerError,
    TooManyRedirectsError,
    StatusError,
    WrongTypeError,
    RobotsError,
)


class RefusedError(OSError):
    """Carries a refusal through the layers below, which let nothing but an OSError pass."""

    def __init__(self, refusal: FetchError) -> None:
        super().__init__(errno.EACCES, str(refusal))
        self.refusal = refusal
