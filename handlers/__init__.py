"""Conversations, one file per feature: an update comes in, a view goes out."""

from types import ModuleType

from aiogram import Dispatcher, F, Router

from handlers import (
    buttons,
    fallback,
    figures,
    full,
    inline,
    members,
    privacy,
    settings,
    share,
    start,
    stories,
    subscribe,
    summary,
    why,
)
from handlers.middleware import ChatLoader
from handlers.rendered import Rendered
from storage.store import Store


def build(
    store: Store, *, admins: frozenset[int], default_language: str, default_timezone: str
) -> Dispatcher:
    """Put the conversations together, in the order in which they are asked; frequent ones first."""
    dispatcher = Dispatcher(store=store, admins=admins, rendered=Rendered(), disable_fsm=True)
    dispatcher.update.outer_middleware(ChatLoader(store, default_language, default_timezone))
    dispatcher.include_routers(*map(_routes, ORDER))
    return dispatcher


def _routes(conversation: ModuleType) -> Router:
    """Return a conversation's routes; commands count only in a person's own words.

    A forwarded "/unsubscribe" is somebody else's, and so is one that another bot wrote.
    """
    router: Router = conversation.routes()
    if conversation not in (members, fallback):
        router.message.filter(~F.forward_origin & ~F.via_bot)
    return router


#: What comes first is asked first; the last one takes whatever is left.
ORDER: tuple[ModuleType, ...] = (
    summary,
    figures,
    full,
    share,
    buttons,
    stories,
    start,
    subscribe,
    why,
    inline,
    settings,
    privacy,
    members,
    fallback,
)
