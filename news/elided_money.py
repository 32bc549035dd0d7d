"""Sums that leave their currency out: "1,7 млрд" after "1,5 млн тенге"."""

from dataclasses import replace

from news.number_tokens import Tokens
from news.quantity import Quantity
from news.word_lists import words_of

#: How far, in tokens, a sum may stand from the sum whose currency it shares.
_NEAR = 30
#: After these signs and words a number counts no noun.
NO_NOUN = words_of(
    "в на и а но из за до с по от к или — – - , . ; : ( ) против при для in and or to from of , что"
)


def with_elided_money(tokens: Tokens, found: list[Quantity]) -> list[Quantity]:
    """Give "1,7 млрд" the currency of the sum beside it, when nothing else is counted."""
    if not any(one.scale >= 1000 and not one.unit for one in found):
        return found
    done: list[Quantity] = []
    for index, one in enumerate(found):
        bare = one.kind == "NUMBER" and one.scale >= 1000 and not one.unit
        if bare and (tokens.low(one.after) in NO_NOUN or not tokens.low(one.after).strip()):
            other = _sum_beside(tokens, one, done, found[index + 1 : index + 3])
            if other is not None and one.role == "number":
                one = replace(one, kind="MONEY", unit=other.unit, sort="money")
            elif _paid(tokens, one):
                one = replace(one, kind="MONEY", sort="money")
        done.append(one)
    return done


_PAID = (
    "стоимост", "обош", "стои", "заплат", "выплат", "потрат", "оштраф", "штраф", "заработ",
    "взятк", "кредит", "выручк", "прибыл", "оборот", "зарплат", "бюджет", "cost", "paid", "worth",
)  # fmt: skip


def _paid(tokens: Tokens, one: Quantity) -> bool:
    """Tell a sum whose currency the text leaves out ("обошлись в 930 тысяч")."""
    return any(tokens.low(at).startswith(_PAID) for at in range(max(one.first - 3, 0), one.first))


def _sum_beside(
    tokens: Tokens, one: Quantity, before: list[Quantity], after: list[Quantity]
) -> Quantity | None:
    for other in reversed(before):
        if one.first - other.after > _NEAR or other.sort in ("people", "measure"):
            break
        if other.sort == "money" and tokens.low(other.first - 2) != "(":
            return other
    after_near = [two for two in after if two.first - one.after <= 4]
    return next((two for two in after_near if two.sort == "money"), None)
