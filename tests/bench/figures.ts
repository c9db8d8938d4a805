import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

/** One JSON line. */
export function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** The middle and the 99th of a hundred, as `name_p50` and `name_p99`. */
export function quantiles(name: string, values: readonly number[]): Record<string, number> {
  return { [`${name}_p50`]: quantile(values, 0.5), [`${name}_p99`]: quantile(values, 0.99) };
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return round(sorted[Math.floor(sorted.length * share)] ?? 0, 1);
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** What a process has used so far, by Linux's own count, in milliseconds; 0 where there is none. */
export function cpuMs(pid: number): number {
  return statOf(pid)[2];
}

/** What a server and its children have used, those that have ended too: a PostgreSQL has a process a connection. */
export function cpuOfFamilyMs(pid: number): number {
  const [, , own, ended] = statOf(pid);
  const children = pidsOf().filter((one) => statOf(one)[1] === pid);
  return own + ended + children.reduce((sum, one) => sum + cpuMs(one), 0);
}

/** Its number, its parent's, what it has used and what its ended children have (proc(5), fields 1, 4, 14 to 17). */
function statOf(pid: number): [number, number, number, number] {
  try {
    const fields = (readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1] ?? "").split(" ").map(Number);
    const ms = (from: number): number =>
      (((fields[from] ?? 0) + (fields[from + 1] ?? 0)) * 1000) / TICKS_PER_SECOND;
    return [pid, fields[1] ?? 0, ms(11), ms(13)];
  } catch {
    return [pid, 0, 0, 0];
  }
}

function pidsOf(): number[] {
  try {
    return readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []));
  } catch {
    return [];
  }
}
