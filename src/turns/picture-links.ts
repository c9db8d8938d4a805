import { DAY_MS } from "../calendar/local-date.ts";
import type { Vault } from "./ports.ts";

/** Long enough for a vendor to fetch it, and for who opens the chat in the evening. */
const OPEN_MS = DAY_MS;

export type PictureLinks = {
  /** A path under which one picture can be fetched without signing in, for a day. */
  pathOf(file: string, now: Date): string;
  /** Whether we made this path, and it is still open. */
  isOpen(link: { file: string; until: string; mark: string }, now: Date): boolean;
};

/** Links for vendors that fetch pictures instead of taking them. Nobody can make one without the key. */
export function pictureLinks(vault: Vault): PictureLinks {
  return {
    pathOf(file, now) {
      const until = String(now.getTime() + OPEN_MS);
      return `/pictures/${file}?${new URLSearchParams({ until, mark: vault.vouch(textOf(file, until)) }).toString()}`;
    },
    isOpen: ({ file, until, mark }, now) =>
      /^\d{13}$/.test(until) && Number(until) > now.getTime() && vault.vouched(textOf(file, until), mark),
  };
}

function textOf(file: string, until: string): string {
  return `picture ${file} until ${until}`;
}
