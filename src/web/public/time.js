// @ts-check
/** Everything happens in Vietnam, wherever the browser stands. There is no summer time there. */
const ZONE = "Asia/Ho_Chi_Minh";
const OFFSET = "+07:00";

const tag = document.documentElement.lang === "en" ? "en-GB" : "vi-VN";
/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat(tag, { timeZone: ZONE, ...options });
const clockTime = format({ hour: "2-digit", minute: "2-digit", hour12: false });
const date = format({ day: "2-digit", month: "2-digit", year: "numeric" });
const weekday = format({ weekday: "long" });

/** 09:05 @param {Date} at */
export const timeOf = (at) => clockTime.format(at);

/** 30/11/2026 @param {Date} at */
export const dateOf = (at) => date.format(at);

/** Thứ Hai, 30/11/2026 @param {Date} at */
export const dayOf = (at) => `${capital(weekday.format(at))}, ${dateOf(at)}`;

/** As a date-time field writes it: 2026-11-30T09:05 @param {Date} at */
export function fieldValueOf(at) {
  const shifted = new Date(at.getTime() + 7 * 3600000);
  return shifted.toISOString().slice(0, 16);
}

/** The moment that a date-time field means; null where it is empty. @param {string} value */
export function momentOf(value) {
  const moment = new Date(`${value}:00${OFFSET}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** @param {string} word */
const capital = (word) => word.charAt(0).toLocaleUpperCase() + word.slice(1);
