// oxlint-disable-next-line typescript/triple-slash-reference -- the library has no types, and an import cannot reach these
/// <reference path="./astronomia.d.ts" />
import { elp, moonphase, planetposition, solar } from "astronomia";
import moonSeries from "astronomia/data/elpMppDe";
import earthSeries from "astronomia/data/vsop87Bearth";
import { deltaT } from "./delta-t.ts";

const moon = new elp.Moon(moonSeries);
const earth = new planetposition.Planet(earthSeries);
const MOONLIGHT_DAYS = 1.28 / 86_400;
const YEAR_DAYS = 365.2425;
const UNIX_EPOCH_JD = 2_440_587.5;

/** The instants at which the apparent longitudes of moon and sun meet, from the solar year `first` to `last`. */
export function newMoons(first: number, last: number): Date[] {
  const found: Date[] = [];
  const step = moonphase.meanLunarMonth / YEAR_DAYS;
  const begin = Math.round((first - 2000) / step);
  const end = Math.round((last + 1 - 2000) / step);
  for (let k = begin; k <= end; k++) {
    // The short series of Meeus (chapter 49, good to 20 s) is where the search begins.
    found.push(toDate(root(elongation, moonphase.newMoon(2000 + k * step))));
  }
  return found;
}

/** The instant in a solar year at which the sun's apparent longitude is so many degrees (270: winter solstice). */
export function sunReaches(degrees: number, year: number): Date {
  const sinceEquinox = degrees < 280 ? degrees : degrees - 360;
  const near = 2_451_623.8 + (year - 2000) * YEAR_DAYS + (sinceEquinox / 360) * YEAR_DAYS;
  return toDate(root((jde) => wrap(solar.apparentVSOP87(earth, jde).lon - (degrees * Math.PI) / 180), near));
}

/** Nutation moves both alike, so it is left out; light from the moon takes 1.3 s, and the sun's aberration 40 s of time. */
function elongation(jde: number): number {
  const sun = solar.trueVSOP87(earth, jde);
  return wrap(moon.position(jde - MOONLIGHT_DAYS).lon - sun.lon - solar.aberration(sun.range));
}

/** Secant search, to a hundredth of a second. */
function root(of: (jde: number) => number, near: number): number {
  let [before, t] = [near - 0.02, near];
  let [valueBefore, value] = [of(before), of(t)];
  while (Math.abs(t - before) > 1e-7 && value !== valueBefore) {
    const next = t - (value * (t - before)) / (value - valueBefore);
    [before, valueBefore, t] = [t, value, next];
    value = of(t);
  }
  return t;
}

/** To between -π and π. */
function wrap(angle: number): number {
  const turn = 2 * Math.PI;
  return angle - turn * Math.round(angle / turn);
}

function toDate(jde: number): Date {
  const year = 2000 + (jde - 2_451_545) / YEAR_DAYS;
  return new Date((jde - UNIX_EPOCH_JD) * 86_400_000 - deltaT(year) * 1000);
}
