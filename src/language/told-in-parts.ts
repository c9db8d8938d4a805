import { type FreeLine, readFreeLine } from "./free-line.ts";

type Told = Extract<FreeLine, { kind: "entries" }>["entries"][number];

const PARTS = /(?<=[,.;])\s+|\n+/;
const MOST_PARTS = 8;

/**
 * What one part of a line tells for the household's book where another part begins a talk: `hôm qua bán 2 con heo được 5tr,
 * mai em đi Bình Dương tới tháng 2`. In the order in which it was told; nothing where the whole line is such a telling.
 */
export function entriesInParts(line: string, { now }: { now: Date }): Told[] {
  const parts = line.split(PARTS).filter((part) => part.trim() !== "");
  if (parts.length < 2 || parts.length > MOST_PARTS) return [];
  const found: Told[] = [];
  for (let from = 0; from < parts.length;) {
    const told = longestFrom(parts, from, now);
    found.push(...told.entries);
    from = told.next;
  }
  return found;
}

/** As many parts as tell of one thing after the other: a later one may mean the animal or the day of the one before. */
function longestFrom(parts: readonly string[], from: number, now: Date): { entries: Told[]; next: number } {
  const most = from === 0 ? parts.length - 1 : parts.length;
  for (let to = most; to > from; to--) {
    const said = parts
      .slice(from, to)
      .join(" ")
      .replace(/[,.;\s]+$/, "");
    const reading = readFreeLine(said, { now });
    if (reading.kind !== "understood") continue;
    if (reading.value.kind === "entry") return { entries: [{ ...reading.value, said }], next: to };
    if (reading.value.kind === "entries") return { entries: reading.value.entries, next: to };
  }
  return { entries: [], next: from + 1 };
}
