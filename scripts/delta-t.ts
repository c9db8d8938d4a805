import { deltat } from "astronomia";

/** The last year whose ΔT is taken as measured, and its value in seconds (IERS). */
const MEASURED_UNTIL = 2026;
const MEASURED = 69.2;

/**
 * Seconds by which clocks that tick evenly run ahead of the turning earth in a (decimal) year: measured until 2026,
 * from then on the polynomials of Espenak and Meeus (NASA eclipse predictions), scaled to meet the last measurement.
 *
 * No month of the calendar hangs on the scaling but two, whose new moon falls within seconds of midnight in Viet Nam:
 * 15/11/2077 (the month begins a day earlier if ΔT will exceed 144 s) and 18/10/2085 (a day later if it stays under
 * 145 s). Nobody knows ΔT that far ahead.
 */
export function deltaT(year: number): number {
  if (year < MEASURED_UNTIL) return deltat.deltaT(year);
  return (predicted(year) * MEASURED) / predicted(MEASURED_UNTIL);
}

function predicted(year: number): number {
  const t = year - 2000;
  if (year < 2050) return 62.92 + 0.32217 * t + 0.005589 * t * t;
  const u = (year - 1820) / 100;
  return -20 + 32 * u * u - 0.5628 * (2150 - year);
}
