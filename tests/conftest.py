"""Bots of a test session come from one process that has its imports done."""

from collections.abc import Iterator

import pytest

from tests import running
from tests.nursery import Nursery


@pytest.fixture(scope="session", autouse=True)
def _nursery() -> Iterator[None]:
    running.nursery = Nursery()
    yield
    running.nursery.close()
    running.nursery = None
