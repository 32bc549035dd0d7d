"""Short articles written for the tests, with traps, in three languages."""

from pathlib import Path

SEED = (Path(__file__).parents[2] / "seeds" / "nakryli-razom.txt").read_text(encoding="utf-8")

#: A date lead that stays, a source lead that stays, furniture on all sides.
FLOOD = """14:20 12.03.2025
Просмотров: 2 480

Паводок отрезал три села
Фото: пресс-служба ДЧС

12 марта талая вода размыла дорогу между сёлами Каратал и Жанаталап. Без сообщения с районным \
центром остались 1 240 жителей трёх сёл.

Источник в акимате района сообщил, что на ремонт дороги выделят 86 млн тенге. По его словам, \
работы начнутся не раньше апреля.

Читайте также: Как страхуют дома от паводка

"Мы вывезли детей и пожилых людей ещё вечером, у нас готовы два пункта приёма", - сказал \
начальник штаба Серик Ахметов.

Однако часть жителей отказалась уезжать. Им привезли хлеб, воду и лекарства на трое суток.

Время чтения: 2 минуты
Теги: паводок, дороги, ДЧС
Подписывайтесь на наш канал в Telegram!
Ирина ЛЕСНАЯ, Костанай
Поделиться
12
Комментарии (4)
"""

#: Kazakh, with furniture and with openings that hang on what stands before.
SCHOOL = """Ауылда жаңа мектеп ашылды
Фото: әкімдіктің баспасөз қызметі

Түркістан облысының Қарабұлақ ауылында 600 орындық жаңа мектеп ашылды. Құрылысқа республикалық \
бюджеттен 4,2 млрд теңге бөлінді.

Бұл жобаны жергілікті тұрғындар он жыл күткен. Олар бұған дейін балаларын көрші ауылға апаратын.

Мектеп директоры Айнұр Сейтқалиева 48 мұғалім жұмысқа қабылданғанын айтты. Ғимаратта спорт залы, \
асхана және 20 компьютерлік сынып бар.

Оқи отырыңыз: Облыста тағы бес мектеп салынады
Telegram каналымызға жазылыңыз!
Бөлісу
Қаралды: 315
"""

#: English, with a byline, a cookie line, an advertisement and a related headline.
BRIDGE = """Council closes ageing river bridge
By Anna Field
Published: 3 June 2024

The city council closed the Mill Lane bridge on Monday after engineers found cracks in two of \
its five supports. Repairs will cost about $3.4 million and take at least eight months.

Advertisement

"We could not wait for another winter," said Dr. Helen Moor, who led the inspection for the U.S. \
firm Ardent.

It carries 11,000 cars a day. Drivers will have to use the ring road, which adds 25 minutes to \
the trip.

Read more: Ten bridges that need work
We use cookies to improve your visit.
Share this article
"""

#: Lines of one look inside the text are the text: a list of winners, a chronicle.
LISTS = """Названы победители олимпиады

Жюри назвало победителей городской олимпиады по физике, в ней участвовали 340 школьников.

Марат Оспанов, Астана
Ольга Ким, Караганда
Данияр Сатов, Павлодар

Награды вручат в пятницу в Доме школьников, всем призёрам дадут гранты по 500 тыс. тенге.
"""

#: No headline: the first line is a sentence, a heading stands in the middle.
BARE = """Источник тепла нашли под городом. Геологи пробурили скважину глубиной 2 400 метров и \
получили воду с температурой 96 градусов.

Что дальше

Станцию обещают построить за три года. Она обогреет 70 тысяч квартир и обойдётся в 31 млрд тенге.
"""

#: Everything hangs on what the reader was told elsewhere.
HANGING = "Он пришёл поздно вечером. Однако дверь была закрыта. Это его совсем не удивило."

#: Hard-wrapped by a mail program: a line is no paragraph.
WRAPPED = """Завод у реки остановят на ремонт с первого
сентября, сообщили в пресс-службе комбината. За
два месяца рабочие заменят три котла и проложат
новый водовод длиной 14 километров.

Горячая вода в посёлке будет без перерывов, её
станут греть на запасной котельной. На ремонт
потратят 920 млн тенге из прибыли комбината.
"""

#: Contradicting figures, thousands with spaces, one figure named late.
FIRE = """Ночной пожар на складе

Склад бытовой химии загорелся в Шымкенте в ночь на 5 мая. Огонь охватил 3 200 квадратных метров, \
на месте работали 64 спасателя.

Пожарные всю ночь не подпускали огонь к соседним домам. Жильцов разбудили и вывели во двор.

Владелец склада оценил ущерб в 1,1 млрд тенге. Раньше в компании называли другую сумму.
"""

ALL = (SEED, FLOOD, SCHOOL, BRIDGE, LISTS, BARE, HANGING, WRAPPED, FIRE)
