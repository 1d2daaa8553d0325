const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)t(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** A date and time with its offset (RFC 3339, section 5.6); a leap second only where it is 23:59 in UTC. */
export function isDateTime(text: string): boolean {
  const found = DATE_TIME.exec(text);
  if (found === null) return false;
  const [, year, month, day, hour, minute, second, sign, offsetHour = 0, offsetMinute = 0] = found;
  const [h, m, s] = [Number(hour), Number(minute), Number(second)];
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return false;
  if (h > 23 || m > 59 || s > 60 || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return false;
  if (s < 60) return true;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === "-" ? -1 : 1);
  return (h * 60 + m - offset + 2880) % 1440 === 1439;
}

/** 0 for a month that there is not. */
function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
}
