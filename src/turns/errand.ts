import type { z } from "zod";
import type { Values } from "../domain/value.ts";
import type { Words } from "../i18n/words.ts";
import type { ChannelName, Sql, Vault } from "./ports.ts";

/** A file that was made: its name as the person sees it (ASCII, with its ending), what it is, and its bytes. */
export type MadeFile = { name: string; mime: string; bytes: Uint8Array };

/** Who asked, and what an errand may use. It runs in a transaction of its own, outside any turn. */
export type ErrandContext = {
  sql: Sql;
  now: Date;
  personId: string | null;
  contactId: string;
  channel: ChannelName;
  locale: string;
  words: Words;
  vault: Vault;
  /** The bytes of a file that a person sent, brought now where they are not here yet; null where it is gone. */
  bytesOf: (fileId: string) => Promise<Uint8Array | null>;
};

/** What came of it: a file to send, and what the flow that follows is handed (beside `file`, the id of that file). */
export type ErrandResult = { file?: MadeFile; vars: Values };

/** Something that needs more time than a turn may take. May be done twice after a crash; only one result is kept. */
export type Errand = {
  kind: string;
  run(context: ErrandContext, about: unknown): Promise<ErrandResult>;
};

/** Declares an errand; what it is about is parsed by `about`, and what does not parse fails the errand. */
export function errand<S extends z.ZodType>(definition: {
  kind: string;
  about: S;
  run(context: ErrandContext, about: z.output<S>): Promise<ErrandResult>;
}): Errand {
  return {
    kind: definition.kind,
    run: (context, about) => definition.run(context, definition.about.parse(about)),
  };
}
