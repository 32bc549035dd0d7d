"""What people write after /subscribe is read in three languages, or comes back as written."""

from datetime import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from news.schedule import EVERY_DAY, WEEKEND, WORKDAYS, Quiet, Schedule
from news.schedule_vocabulary import DAY_NAMES, LONGEST, VOCABULARY
from news.schedule_words import NIGHT, NO_QUIET, Wish, read


@pytest.mark.parametrize(
    ("text", "schedule"),
    [
        ("08:00 будни", "08:00/0-4"),
        ("8 и 20 по выходным", "08:00,20:00/5-6"),
        ("8:30, 19.00 пн ср пт", "08:30,19:00/0,2,4"),
        ("каждый день в 7 утра", "07:00/0-6"),
        ("ЕЖЕДНЕВНО В 7", "07:00/0-6"),
        ("в семь утра и в восемь вечера", "07:00,20:00/0-6"),
        ("вечером в 8", "20:00/0-6"),
        ("утром в 7, вечером в 8", "07:00,20:00/0-6"),
        ("утром и вечером", "08:00,20:00/0-6"),
        ("утром и в 12", "08:00,12:00/0-6"),
        ("по будням в 8 часов вечера", "20:00/0-4"),
        ("в полвосьмого", "07:30/0-6"),
        ("полпервого дня", "12:30/0-6"),
        ("в час дня и в час ночи", "01:00,13:00/0-6"),
        ("в полдень и в полночь", "00:00,12:00/0-6"),
        ("в 12 ночи", "00:00/0-6"),
        ("в 12 дня", "12:00/0-6"),
        ("в 24:00", "00:00/0-6"),
        ("8:30 вечера", "20:30/0-6"),
        ("8-30 будни", "08:30/0-4"),
        ("20:00 вечера", "20:00/0-6"),
        ("в 11 ночи", "23:00/0-6"),
        ("пн-пт 9:00", "09:00/0-4"),
        ("пт–пн 9", "09:00/0,4-6"),
        ("с понедельника по пятницу в 9", "09:00/0-4"),
        ("кроме воскресенья 9:00", "09:00/0-5"),
        ("ежедневно, кроме сб и вс, в 9", "09:00/0-4"),
        ("каждую пятницу в 18", "18:00/4"),
        ("присылай мне дайджест в 9:00, пожалуйста", "09:00/0-6"),
        ("weekdays 7:30", "07:30/0-4"),
        ("8am and 8pm", "08:00,20:00/0-6"),
        ("8 a.m.", "08:00/0-6"),
        ("12am", "00:00/0-6"),
        ("12 PM", "12:00/0-6"),
        ("noon", "12:00/0-6"),
        ("8 in the evening", "20:00/0-6"),
        ("at seven in the morning on weekends", "07:00/5-6"),
        ("every monday at 10", "10:00/0"),
        ("mon-wed, sat 9:15", "09:15/0-2,5"),
        ("monday to friday at 9", "09:00/0-4"),
        ("9:00 daily except sunday", "09:00/0-5"),
        ("жұмыс күндері 08:00", "08:00/0-4"),
        ("күн сайын 9", "09:00/0-6"),
        ("демалыс күндері сағат 10-да", "10:00/5-6"),
        ("сенбіде 10-да", "10:00/5"),
        ("таңғы 8-де және кешкі сегізде", "08:00,20:00/0-6"),
        ("таңертең мен кешке", "08:00,20:00/0-6"),
        ("дүйсенбіден жұмаға дейін 9:00", "09:00/0-4"),
        ("раз в день в 8", "08:00/0-6"),
        ("1 раз в день в 8", "08:00/0-6"),
        ("раз в день по будням в 9", "09:00/0-4"),
        ("once a day on weekdays at 9", "09:00/0-4"),
        ("8:00 без выходных", "08:00/0-6"),
        ("раз в неделю, в понедельник в 8", "08:00/0"),
        ("weekly on friday 9:00", "09:00/4"),
        ("аптасына бір рет жұмада 9:00", "09:00/4"),
        ("дс сс ср бс жм 9", "09:00/0-4"),
        ("жексенбіден басқа күн сайын 9", "09:00/0-5"),
    ],
)
def test_times_and_days_are_understood_whole(text: str, schedule: str) -> None:
    found = read(text)
    assert str(found.schedule) == schedule
    assert found.unclear == ()
    assert not found.at_once
    assert found.quiet is None


@pytest.mark.parametrize(
    "text",
    ["сразу", "Сразу же", "немедленно", "по мере поступления", "at once", "instantly", "бірден",
     "дереу", "right away!"],
)  # fmt: skip
def test_at_once_is_understood(text: str) -> None:
    assert read(text) == Wish(at_once=True)


@pytest.mark.parametrize(
    ("text", "quiet"),
    [
        ("ночью тихо 23-7", "23:00-07:00"),
        ("тихо ночью", str(NIGHT)),
        ("тихо с 23 до 7", "23:00-07:00"),
        ("с 22:30 до 7 утра тихо", "22:30-07:00"),
        ("с 11 вечера до 7 утра не беспокоить", "23:00-07:00"),
        ("тихие часы: 0:00–8:00", "00:00-08:00"),
        ("тихо между 23 и 7", "23:00-07:00"),
        ("quiet 23:00-07:00", "23:00-07:00"),
        ("quiet from 11pm to 7am", "23:00-07:00"),
        ("quiet between 11pm and 7am", "23:00-07:00"),
        ("quiet at night", str(NIGHT)),
        ("тыныш 23-7", "23:00-07:00"),
        ("23-тен 7-ге дейін тыныш", "23:00-07:00"),
        ("түнде тыныш", str(NIGHT)),
        ("днём тихо 13-15", "13:00-15:00"),
        ("quiet off", str(NO_QUIET)),
        ("тихо выключить", str(NO_QUIET)),
        ("тыныш өшіру", str(NO_QUIET)),
        ("без тишины", str(NO_QUIET)),
        ("без тихих часов", str(NO_QUIET)),
    ],
)
def test_quiet_is_understood(text: str, quiet: str) -> None:
    assert read(text) == Wish(quiet=Quiet.parse(quiet))


def test_all_that_was_asked_for_is_in_one_wish() -> None:
    assert read("сразу, ночью тихо 23-7") == Wish(at_once=True, quiet=NIGHT)
    assert read("8 и 20 по будням, тихо с 22 до 6") == Wish(
        times=(time(8), time(20)), weekdays=WORKDAYS, quiet=Quiet(time(22), time(6))
    )
    assert read("тихо 22-6, утром и вечером") == Wish(
        times=(time(8), time(20)), quiet=Quiet(time(22), time(6))
    )
    assert read("утром и вечером, ночью тихо") == Wish(times=(time(8), time(20)), quiet=NIGHT)
    assert read("quiet 22-6 weekends 8am") == Wish(
        times=(time(8),), weekdays=WEEKEND, quiet=Quiet(time(22), time(6))
    )


def test_once_a_week_without_a_day_is_unclear() -> None:
    assert read("раз в неделю в 8").unclear == ("раз в неделю",)
    assert read("раз в неделю кроме воскресенья в 8").unclear == ("раз в неделю",)
    assert read("раз в неделю по будням в 8").unclear == ("раз в неделю",)
    assert read("еженедельно").vague
    assert not read("еженедельно инфляция").vague


@pytest.mark.parametrize("text", ["5 раз в день", "2 once a day", "7 раз в неделю в пятницу"])
def test_how_often_is_no_hour(text: str) -> None:
    assert read(text).times == ()
    assert read(text).unclear


def test_without_something_else_ends_no_quiet() -> None:
    found = read("тихо 23-7 без спорта")
    assert found.quiet == NIGHT
    assert found.unclear == ("без спорта",)


def test_days_alone_leave_the_times_to_what_they_are() -> None:
    assert read("только будни") == Wish(weekdays=WORKDAYS)
    assert read("будни").schedule is None
    assert read("8:00").weekdays is None


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("25:00", ("25:00",)),
        ("8:75 будни", ("8:75",)),
        ("13am", ("13am",)),
        ("8:00 новости спорта и политики, будни", ("новости спорта и политики",)),
        ("8:00 «8 марта» +Астана −спорт", ("«8 марта» +Астана −спорт",)),
        ("тема преступность", ("тема преступность",)),
        ("8:00 слоны будни жирафы", ("слоны", "жирафы")),
        ("до 8", ("до 8",)),
        ("8-20", ("8-20",)),
        ("топ 5", ("топ 5",)),
        ("каждые 15 минут", ("15 минут",)),
        ("два источника", ("два источника",)),
        ("ночью", ("ночью",)),
        ("вечером тихо", ("вечером тихо",)),
        ("8:00 кроме спорта", ("кроме спорта",)),
        ("тихо 23-7, тихо 13-14", ("тихо 13-14",)),
        # A second schedule is no part of the first.
        ("8:00 будни, 10:00 выходные", ("10:00 выходные",)),
        ("кроме пн вт ср чт пт сб вс", ("кроме пн вт ср чт пт сб вс",)),
        ("x" * (LONGEST + 5), ("x" * (LONGEST + 5),)),
    ],
)
def test_what_is_not_understood_comes_back_as_written(text: str, unclear: tuple[str, ...]) -> None:
    assert read(text).unclear == unclear


def test_two_schedules_in_one_text_do_not_become_a_third() -> None:
    assert str(read("8:00 будни, 10:00 выходные").schedule) == "08:00/0-4"
    assert str(read("будни 8:00 и 20:00").schedule) == "08:00,20:00/0-4"
    assert str(read("8:00 будни 20:00").schedule) == "08:00,20:00/0-4"


words = [" ".join(phrase) for phrase in VOCABULARY]
pieces = st.sampled_from([*words, "8", "20:00", "7-ге", "8pm", "-", ",", "«", "99", "слон"])


@given(st.lists(pieces, max_size=12).map(" ".join) | st.text(max_size=60))
@example("8" * 5_000)
@example("пн - " * 300)
@example("ночью " * 300)
@example("\ud800\x00")
@example("٣ ٤:٠٠ ²")
def test_any_text_is_taken_and_what_is_unclear_stands_in_it(text: str) -> None:
    found = read(text)
    assert all(part in text and part for part in found.unclear)
    assert found.schedule is None or found.schedule == Schedule.parse(str(found.schedule))
    assert found.weekdays != frozenset()


@given(st.lists(st.sampled_from([*words, "8:00", "слон", "жираф"]), min_size=1, max_size=8))
def test_no_strange_word_is_lost(parts: list[str]) -> None:
    found = " ".join(read(", ".join(parts)).unclear)
    for word in ("слон", "жираф"):
        assert found.count(word) == parts.count(word)


names = {day: [name for name, d in DAY_NAMES.items() if d == day] for day in range(7)}


@given(
    st.lists(st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=5),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.data(),
    st.booleans(),
)
def test_a_written_schedule_is_read_as_itself(
    times: list[time], days: frozenset[int], data: st.DataObject, days_first: bool
) -> None:
    """Whichever names of the days are taken, from whichever languages."""
    said = [data.draw(st.sampled_from(names[day])) for day in sorted(days)]
    clock = ", ".join(f"{each:%H:%M}" for each in times)
    text = f"{' '.join(said)} {clock}" if days_first else f"{clock} {' '.join(said)}"
    assert read(text).schedule == Schedule(tuple(times), days)
    assert read(text).unclear == ()


def test_every_day_is_what_no_days_mean() -> None:
    assert read("9:00").schedule == Schedule((time(9),), EVERY_DAY)
