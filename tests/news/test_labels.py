"""Labels: what a figure measures, read beside its number and alone."""

import pytest

from news.figures import extract


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "По предварительным данным, ежедневный доход лавки достигал 1,5 млн тенге.",
            "ежедневный доход лавки",
        ),
        ("Ему грозит до 12 лет лишения свободы.", "ему грозит лишение свободы"),
        ("Суд приговорил пекаря к 5 годам тюрьмы.", "суд приговорил пекаря к тюрьме"),
        ("Речь идёт о кредите на сумму 3 млрд рублей.", "кредит"),
        ("На выставку пришло более 300 человек.", "пришло на выставку"),
        ("Полиция задержала 39 участников.", "полиция задержала участников"),
        ("Город объявил два тендера на ремонт школ.", "город объявил тендеры на ремонт школ"),
        (
            "В области выявлено 135 краж, связанных с сетью.",
            "в области выявлено краж, связанных с сетью",
        ),
        ("Об этом спросили 29-летнего жителя Омска.", "возраст жителя Омска"),
        ("Былтыр аймақта 30 мектеп салынды, дейді әкім.", "былтыр аймақта мектеп салынды"),
        ("The fire destroyed 14 houses.", "the fire destroyed houses"),
    ],
)
def test_label_reads_as_a_phrase_of_the_sentence(text: str, label: str) -> None:
    """The number is taken out and the endings that it governed are mended."""
    assert [figure.label for figure in extract(text)] == [label]


def test_part_names_its_whole() -> None:
    """ "Из них 86" says of what, so that it can stand alone."""
    text = "За год выявлено 135 преступлений на рынке, из них 86 – с насилием."
    labels = {figure.value: figure.label for figure in extract(text)}
    assert labels[86] == "из 135 преступлений с насилием"


def test_shared_predicate_is_lent_to_the_second_number() -> None:
    """A number after "и" without a verb of its own takes the verb before."""
    text = "Город выделит 3 млрд рублей в 2018 году и 4 млрд рублей в 2019 году."
    labels = {figure.value: figure.label for figure in extract(text)}
    assert labels[4_000_000_000] == "город выделит в 2019 году"


def test_labels_are_short() -> None:
    """A long sentence is cut where a phrase begins or ends."""
    text = (
        "Министерство сельского хозяйства области вместе с районными властями и фермерами купило "
        "в этом году для школ, больниц и детских садов всех районов области 300 новых автобусов "
        "белорусского завода с мягкими креслами и просторными багажными отсеками."
    )
    (figure,) = extract(text)
    assert 3 <= len(figure.label.split()) <= 11
    assert "автобусов" in figure.label or "автобусы" in figure.label
