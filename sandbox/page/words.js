// The page's own words in Russian, Kazakh and English, and how each language writes time.

const WORDS = {
  note: ["Песочница, это не Telegram", "Құмсалғыш, Telegram емес", "A sandbox, not Telegram"],
  lost: ["Нет связи, жду…", "Байланыс жоқ, күтудемін…", "Connection lost, waiting…"],
  asleep: ["бот не запущен", "бот қосылмаған", "the bot is not running"],
  you: ["Вы: {name}", "Сіз: {name}", "You: {name}"],
  choose_person: ["Кто вы?", "Сіз кімсіз?", "Who are you?"],
  new_person: ["Ещё читатель: {name}", "Тағы бір оқырман: {name}", "One more reader: {name}"],
  chats: ["Чаты", "Чаттар", "Chats"],
  back: ["К чатам", "Чаттарға", "To the chats"],
  more: ["Ещё", "Тағы", "More"],
  bot: ["бот", "бот", "bot"],
  typing: ["печатает…", "жазып жатыр…", "typing…"],
  sending_photo: ["отправляет фото…", "сурет жіберуде…", "sending a photo…"],
  dialog: ["личная переписка", "жеке хат алмасу", "private conversation"],
  channel: ["канал", "арна", "channel"],
  members: ["участников: {n}", "қатысушылар: {n}", "members: {n}"],
  administrator: ["вы администратор", "сіз әкімшісіз", "you are the administrator"],
  empty: ["Сообщений пока нет", "Әзірге хабар жоқ", "No messages yet"],
  what: ["Что умеет этот бот?", "Бұл бот не істей алады?", "What can this bot do?"],
  start: ["Старт", "Бастау", "Start"],
  unblock: ["Разблокировать", "Бұғаттан шығару", "Unblock"],
  unblock_bot: ["Разблокировать бота", "Ботты бұғаттан шығару", "Unblock the bot"],
  block_bot: ["Заблокировать бота", "Ботты бұғаттау", "Block the bot"],
  about_bot: ["О боте", "Бот туралы", "About the bot"],
  add_bot: ["Добавить бота", "Ботты қосу", "Add the bot"],
  remove_bot: ["Удалить бота из группы", "Ботты топтан шығару", "Remove the bot"],
  promote_bot: ["Сделать бота администратором", "Ботты әкімші ету", "Make the bot an administrator"],
  demote_bot: ["Снять бота с администраторов", "Ботты әкімшіліктен алу", "Make the bot a plain member"],
  mute_bot: ["Запретить боту писать", "Ботқа жазуға тыйым салу", "Do not let the bot write"],
  unmute_bot: ["Разрешить боту писать", "Ботқа жазуға рұқсат беру", "Let the bot write"],
  topics: ["Темы", "Тақырыптар", "Topics"],
  general: ["Общая", "Жалпы", "General"],
  turn_on_topics: ["Включить темы", "Тақырыптарды қосу", "Turn topics on"],
  new_topic: ["Новая тема", "Жаңа тақырып", "New topic"],
  topic_name: ["Название темы", "Тақырып атауы", "Name of the topic"],
  close_topic: ["Закрыть тему", "Тақырыпты жабу", "Close the topic"],
  reopen_topic: ["Открыть тему снова", "Тақырыпты қайта ашу", "Reopen the topic"],
  delete_topic: ["Удалить тему", "Тақырыпты жою", "Delete the topic"],
  topic_begun: ["Тема «{name}»", "«{name}» тақырыбы", "Topic “{name}”"],
  topic_closed: ["Тема закрыта", "Тақырып жабылды", "The topic was closed"],
  topic_reopened: ["Тема снова открыта", "Тақырып қайта ашылды", "The topic was reopened"],
  readonly: ["Писать могут только администраторы", "Тек әкімшілер жаза алады", "Only administrators can write"],
  message: ["Сообщение", "Хабар", "Message"],
  send: ["Отправить", "Жіберу", "Send"],
  attach: ["Прикрепить", "Тіркеу", "Attach"],
  attach_file: ["Файл", "Файл", "File"],
  place: ["Геопозиция", "Орналасқан жер", "Location"],
  latitude: ["Широта", "Ендік", "Latitude"],
  longitude: ["Долгота", "Бойлық", "Longitude"],
  menu: ["Меню", "Мәзір", "Menu"],
  commands: ["Команды бота", "Бот командалары", "The bot's commands"],
  results: ["Результаты", "Нәтижелер", "Results"],
  no_results: ["Ничего не найдено", "Ештеңе табылмады", "Nothing found"],
  searching: ["Ищу…", "Іздеуде…", "Searching…"],
  reply: ["Ответить", "Жауап беру", "Reply"],
  edit: ["Изменить", "Өзгерту", "Edit"],
  copy: ["Копировать текст", "Мәтінді көшіру", "Copy text"],
  forward: ["Переслать", "Қайта жіберу", "Forward"],
  remove: ["Удалить", "Жою", "Delete"],
  editing: ["Изменение сообщения", "Хабарды өзгерту", "Editing a message"],
  replying: ["Ответ: {name}", "Жауап: {name}", "Reply to {name}"],
  cancel: ["Отмена", "Болдырмау", "Cancel"],
  close: ["Закрыть", "Жабу", "Close"],
  ok: ["Понятно", "Түсінікті", "OK"],
  edited: ["изменено", "өзгертілді", "edited"],
  forwarded: ["Переслано от: {name}", "Қайдан жіберілді: {name}", "Forwarded from {name}"],
  via: ["через {name}", "{name} арқылы", "via {name}"],
  forward_to: ["Кому переслать?", "Кімге жіберу керек?", "Forward to…"],
  send_to: ["В какой чат?", "Қай чатқа?", "To which chat?"],
  search: ["Поиск", "Іздеу", "Search"],
  forwarded_done: ["Переслано: {name}", "Жіберілді: {name}", "Forwarded to {name}"],
  copied: ["Скопировано", "Көшірілді", "Copied"],
  not_copied: ["Браузер не дал скопировать", "Браузер көшіруге рұқсат бермеді", "The browser did not let copy"],
  no_answer: ["Бот не ответил на кнопку", "Бот батырмаға жауап бермеді", "The bot did not answer the button"],
  only_telegram: ["Это работает только в Telegram", "Бұл тек Telegram-да істейді", "This works in Telegram only"],
  unknown_person: ["Здесь нет @{name}", "Мұнда @{name} жоқ", "There is no @{name} here"],
  refused: ["Боту отказано: {what}", "Ботқа тыйым салынды: {what}", "The bot was refused: {what}"],
  picture: ["Картинка", "Сурет", "Picture"],
  document: ["Файл", "Файл", "File"],
  service: ["Служебное сообщение", "Қызметтік хабар", "Service message"],
  joined: ["{name} теперь в группе", "{name} топқа қосылды", "{name} joined the group"],
  left: ["{name} больше не в группе", "{name} топтан шықты", "{name} left the group"],
  moved: ["Группа стала супергруппой", "Топ супертопқа айналды", "The group became a supergroup"],
  pinned: ["Сообщение закреплено", "Хабар бекітілді", "A message was pinned"],
  caption: ["Подпись", "Сипаттама", "Caption"],
  as_picture: ["Отправить как картинку", "Сурет ретінде жіберу", "Send as a picture"],
  drop: ["Отпустите, чтобы отправить файл", "Файлды жіберу үшін жіберіңіз", "Drop the file to send it"],
  newest: ["К последним сообщениям", "Соңғы хабарларға", "To the newest messages"],
  spoiler: ["Скрытый текст, показать", "Жасырын мәтінді көрсету", "Hidden text, show"],
  unfold: ["Развернуть цитату", "Дәйексөзді ашу", "Unfold the quote"],
  fold: ["Свернуть цитату", "Дәйексөзді жию", "Fold the quote"],
  today: ["Сегодня", "Бүгін", "Today"],
  yesterday: ["Вчера", "Кеше", "Yesterday"],
  tomorrow: ["Завтра", "Ертең", "Tomorrow"],
  clock: ["Часы песочницы", "Құмсалғыш сағаты", "The sandbox's clock"],
  hour_ahead: ["+1 час", "+1 сағат", "+1 hour"],
  tomorrow_morning: ["Завтра, 08:00", "Ертең, 08:00", "Tomorrow, 08:00"],
  real_time: ["Настоящее время", "Нақты уақыт", "The real time"],
  unread: ["непрочитанных: {n}", "оқылмағаны: {n}", "unread: {n}"],
  deleted_message: ["Сообщение удалено", "Хабар жойылды", "The message is deleted"],
};

const LANGUAGES = ["ru", "kk", "en"];
const LANGUAGE_NAMES = { ru: "русский", kk: "қазақша", en: "English" };
// Browsers without Kazakh data would fall back to English: the months are said here.
const KAZAKH_MONTHS = [
  "қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
  "шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
];
let language = "ru";

// Languages that the page does not speak are answered in Russian, as the bot does.
export function speak(code) {
  const short = String(code ?? "").slice(0, 2);
  language = LANGUAGES.includes(short) ? short : "ru";
  document.documentElement.lang = language;
}

export const languageName = (code) => (Object.hasOwn(LANGUAGE_NAMES, code) ? LANGUAGE_NAMES[code] : String(code));

export function t(key, values = {}) {
  const words = WORDS[key][LANGUAGES.indexOf(language)];
  return words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

const two = (number) => String(number).padStart(2, "0");

export function clock(seconds) {
  const when = new Date(seconds * 1000);
  return `${two(when.getHours())}:${two(when.getMinutes())}`;
}

export const dayKey = (seconds) => new Date(seconds * 1000).toDateString();

// The sandbox's clock, which can be ahead of the machine's.
let ahead = 0; // milliseconds
export const setAhead = (seconds) => (ahead = seconds * 1000);
export const now = () => new Date(Date.now() + ahead);

export function dayName(seconds, today = now()) {
  const when = new Date(seconds * 1000);
  const named = { today: 0, yesterday: -1, tomorrow: 1 };
  for (const [name, away] of Object.entries(named)) {
    const day = new Date(today);
    day.setDate(day.getDate() + away);
    if (when.toDateString() === day.toDateString()) return t(name);
  }
  if (language === "kk") return `${when.getDate()} ${KAZAKH_MONTHS[when.getMonth()]}`;
  return when.toLocaleDateString(language, { day: "numeric", month: "long" });
}

export function sizeName(bytes) {
  const units = language === "en" ? ["B", "KB", "MB"] : ["Б", "КБ", "МБ"];
  const step = bytes < 1024 ? 0 : bytes < 1024 * 1024 ? 1 : 2;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: step ? 1 : 0 });
  return `${number.format(bytes / 1024 ** step)} ${units[step]}`;
}
