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
        (
            "В результате пожара на складе пострадали 40 семей.",
            "в результате пожара на складе пострадали семьи",
        ),
        (
            "Число жителей посёлков вдоль реки с мостами и плотинами в горах достигло 900 человек.",
            "число жителей посёлков вдоль реки с мостами и плотинами",
        ),
        ("Проверку складов ведут около ста инспекторов.", "проверку складов ведут инспекторы"),
        ("В кассу пришли 70 рыбаков и охотников.", "в кассу пришли рыбаки и охотники"),
        ("Сейчас у клуба 60 очков.", "сейчас у клуба очки"),
        ("Охранник и двое поваров получили ожоги.", "повара получили ожоги"),
        ("Выставка (стоимость билета около 900 рублей) открыта.", "стоимость билета"),
        ("У 66-летнего Марка Ленца нашли картину.", "возраст Марка Ленца"),
        ("Суд выдал паспорт 46-летнему кузнецу.", "возраст: кузнец"),
        ("У врача четверо взрослых детей.", "у врача взрослые дети"),
        ("Ночью трое неизвестных подожгли киоск.", "ночью неизвестные подожгли киоск"),
        ("У него остались жена и двое детей.", "у него остались дети"),
        ("На площади собрались 300 врачей.", "на площади собрались врачи"),
        ("Завод покупает в Омске 18 станков.", "завод покупает в Омске станки"),
        ("После обнаружения трёх картин музей закрыли.", "после обнаружения картин музей закрыли"),
        ("Банк работает с 50-процентным убытком.", "банк работает с убытком"),
    ],
)
def test_label_reads_as_a_phrase_of_the_sentence(text: str, label: str) -> None:
    """The number is taken out and the endings that it governed are mended."""
    assert [figure.label for figure in extract(text)] == [label]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Council plans\n1. open two schools\n3. cut bus fares by 20 percent", "cut bus fares"),
        ("Шаги:\n1) построить мост\n2) снизить цены на 20 процентов", "снизить цены"),
    ],
)
def test_the_number_of_a_list_is_no_part_of_a_label(text: str, label: str) -> None:
    assert label in [figure.label for figure in extract(text)]


def test_part_names_its_whole() -> None:
    """ "Из них 86" says of what, so that it can stand alone."""
    text = "За год выявлено 135 преступлений на рынке, из них 86 – с насилием."
    labels = {figure.value: figure.label for figure in extract(text)}
    assert labels[86] == "из 135 преступлений с насилием"


def test_part_told_after_its_number_is_named_by_the_words_behind() -> None:
    """ "45 из них — врачи" says of how many, and who they are."""
    text = "На съезд приехали 60 женщин, причём 45 из них — врачи."
    labels = {figure.value: figure.label for figure in extract(text)}
    assert labels[45] == "из 60 женщин врачи"


def test_votes_against_are_not_labelled_as_votes_for() -> None:
    """The second number of a vote takes the verb, not the side, of the first."""
    labels = {f.value: f.label for f in extract("За закон проголосовали 54 сенатора, против — 31.")}
    assert labels == {54: "за закон проголосовали сенаторы", 31: "проголосовали против"}


def test_what_leads_up_to_the_next_number_stays_with_it() -> None:
    """ "С испытательным сроком" belongs to the second term, not to the first."""
    text = "Суд приговорил пекаря к 4 годам тюрьмы с испытательным сроком 2 года."
    labels = {figure.value: figure.label for figure in extract(text)}
    assert labels[4] == "суд приговорил пекаря к тюрьме"
    assert labels[2].endswith("с испытательным сроком")


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
