"""Articles written for the journeys."""

KAZAKH = """Көкшетауда жаңа мектеп ашылды

Көкшетау қаласында 600 орындық жаңа мектеп ашылды. Құрылысқа 2,4 млрд теңге бөлінді.

Мектепте 45 мұғалім жұмыс істейді, деді қала әкімі Ерлан Сәрсенбаев. Оқушылардың 30 пайызы бұрын
екінші ауысымда оқыған.

Облыс әкімдігінің мәліметінше, келесі жылы тағы үш мектеп салынады.
"""

ENGLISH = """Karaganda opens a new tram line

The city of Karaganda opened a tram line of 12 kilometres on Monday, the first in 25 years.

The line cost $48 million and will carry 30,000 passengers a day, said Mayor Daniyar Akhmetov.

Tickets cost 100 tenge, and pensioners ride for free, the city council said in a statement.
"""

_PARAGRAPH = (
    "Строители уложили {number} километров дороги между посёлками. Жители говорят, что путь до "
    "районного центра стал короче. Акимат обещает продолжить работы весной. На участке поставили "
    "освещение и остановки. Подрядчик даёт гарантию на покрытие. "
)

LONG = "Дорогу построили за год\n\nВ районе открыли новую дорогу.\n\n" + "\n\n".join(
    _PARAGRAPH.format(number=number) * 2 for number in range(10, 30)
)
