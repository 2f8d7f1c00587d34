// Instants and spans in the language of the page, days and times by the clock in China.
const language = document.documentElement.lang;
const zone = { timeZone: 'Asia/Shanghai' };
const units = [['day', 86400], ['hour', 3600], ['minute', 60]];
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
const days = new Intl.DateTimeFormat(
  language === 'en' ? 'en-GB' : language, { ...zone, year: 'numeric', month: language === 'en' ? 'short' : 'long', day: 'numeric' });
const times = new Intl.DateTimeFormat('en-GB', { ...zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });

// "2 hours ago"; justNow within a minute, and for what the clock of this device has not reached yet.
export const age = (instant, now, justNow) => {
  const seconds = (now - instant) / 1000;
  const [unit, length] = units.find(([, length]) => seconds >= length) ?? [];
  return unit ? relative.format(-Math.floor(seconds / length), unit) : justNow;
};

export const dayWords = instant => days.format(instant);

export const instantWords = instant => `${dayWords(instant)} ${times.format(instant)}`;

// The day as data have it.
export const isoDay = instant => new Date(instant + 8 * 3600 * 1000).toISOString().slice(0, 10);
