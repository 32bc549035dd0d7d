"""The table of methods and parameters against aiogram's own models."""

import aiogram.methods
import aiogram.types
import pytest
from aiogram.methods.base import TelegramMethod

from sandbox import keyboards, text
from sandbox.answers import Desk
from sandbox.bot_api import BotApi
from sandbox.methods import BOOLEANS, INTEGERS, NOT_PRETENDED, PARAMETERS, REQUIRED, STRUCTURES
from sandbox.world import World


def model(method: str) -> type[TelegramMethod[object]]:
    name = method[0].upper() + method[1:]
    found: type[TelegramMethod[object]] = getattr(aiogram.methods, name)
    return found


@pytest.mark.parametrize("method", PARAMETERS)
def test_every_method_takes_exactly_the_parameters_that_aiogram_knows(method: str) -> None:
    assert model(method).__api_method__ == method
    assert PARAMETERS[method] == set(model(method).model_fields)


@pytest.mark.parametrize("method", PARAMETERS)
def test_every_method_requires_what_aiogram_requires(method: str) -> None:
    fields = model(method).model_fields
    assert REQUIRED[method] == {name for name, field in fields.items() if field.is_required()}


def test_every_method_of_the_table_is_pretended_and_no_other() -> None:
    world = World()
    assert BotApi(world, Desk(world)).names == PARAMETERS.keys()


def test_the_type_lists_name_only_parameters_that_exist() -> None:
    every = frozenset().union(*PARAMETERS.values())
    assert every >= INTEGERS | BOOLEANS | STRUCTURES | NOT_PRETENDED


def test_buttons_and_entities_have_the_fields_that_aiogram_knows() -> None:
    button = set(aiogram.types.InlineKeyboardButton.model_fields)
    assert button == keyboards.LOOKS | keyboards.ACTIONS
    assert set(aiogram.types.MessageEntity.model_fields) == text.FIELDS


def test_entities_have_the_types_that_aiogram_knows() -> None:
    known = {kind.value for kind in aiogram.enums.MessageEntityType}
    assert known == text.PLAIN | text.NEEDS.keys()
