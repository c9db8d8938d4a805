import type { BehindRow } from "./behind.ts";
import type { Figure } from "./figures/figure.ts";
import type { Say } from "./paper/say.ts";

/** A row of the list behind a figure as it is read: codes in words, and who said it when. */
export type BehindWords = { label: string; unit: string; detail: string; said: string };

export function behindInWords(figure: Figure, row: BehindRow, say: Say): BehindWords {
  return {
    label: figure.labels === undefined ? (row.label ?? "") : say.word(figure.labels, row.label ?? ""),
    unit: row.unit ?? "",
    detail: figure.details === undefined ? (row.detail ?? "") : say.word(figure.details, row.detail ?? ""),
    said: saidIn(row, say),
  };
}

function saidIn({ label, said_by, said_on, by_household }: BehindRow, say: Say): string {
  const day = said_on === null ? "" : say.day(said_on);
  // Read in from a list or set on the command line: nobody in the chat said it, and the day is known.
  if (said_by === null) return said_on === null ? "" : say("lists.said_by_office", { day });
  if (by_household && said_by === label) return say("lists.said_itself_alone", { day }).trim();
  return say(by_household ? "lists.said_itself" : "lists.said_by", { name: said_by, day }).trim();
}
