"""Certificates for servers on loopback, made anew for each test."""

import ssl

import trustme


class Authority:
    """Signs certificates that only those trust who were told to."""

    def __init__(self) -> None:
        self._ca = trustme.CA()

    def trusting(self) -> ssl.SSLContext:
        """Return what a client needs to trust this authority."""
        context = ssl.create_default_context()
        self._ca.configure_trust(context)
        return context

    def server(self, *names: str) -> ssl.SSLContext:
        """Return what a server with these names or addresses needs."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._ca.issue_cert(*names).configure_cert(context)
        return context
