import { z } from "zod";

/**
 * Every job, one line each. A job is a nudge to look again and carries ids only; the rows decide, so a job may be
 * lost, doubled or late. A name is a contract and is never renamed while jobs are queued.
 */
export const JOBS = {
  /** Handle what stands in a contact's inbox. */
  "take-turn": z.object({ contactId: z.uuid() }),
  /** Send what is unsent for a contact. */
  deliver: z.object({ contactId: z.uuid() }),
  /** Bring a file that a person sent. */
  "fetch-file": z.object({ fileId: z.uuid() }),
  /** Make the documents and pictures that were asked for, read files that were sent. */
  "do-errands": z.object({}),
  /** Move due timers into inboxes. */
  "fire-timers": z.object({}),
  /** Find whatever was forgotten. */
  sweep: z.object({}),
  /** Plan the reminders of deadlines that come near. */
  "plan-deadlines": z.object({}),
  /** Send what is due of the messages to many, for as long as there is any. */
  "send-broadcasts": z.object({}),
  /** Let go of what has been kept long enough. */
  expire: z.object({}),
  /** Announce channels that could not be announced, and keep their tokens from dying of idleness. */
  "keep-channels": z.object({}),
} as const;

export type JobName = keyof typeof JOBS;
export type JobData<N extends JobName> = z.infer<(typeof JOBS)[N]>;
/** A missing handler is a compile error. */
export type Handlers = { [N in JobName]: (data: JobData<N>) => Promise<void> };

/** What recurs by itself: its name and every how many milliseconds, or at which times of the day in Viet Nam. */
export const RECURRING: readonly ({ name: JobName; everyMs: number } | { name: JobName; cron: string })[] = [
  { name: "fire-timers", everyMs: 15_000 },
  { name: "sweep", everyMs: 10_000 },
  { name: "plan-deadlines", everyMs: 600_000 },
  { name: "send-broadcasts", everyMs: 15_000 },
  { name: "expire", cron: "30 2 * * *" },
  { name: "keep-channels", everyMs: 600_000 },
];

/** Parses a job at the door and hands it to its handler. */
export async function handle(handlers: Handlers, name: string, data: unknown): Promise<void> {
  switch (name) {
    case "take-turn":
      return handlers["take-turn"](JOBS["take-turn"].parse(data));
    case "deliver":
      return handlers.deliver(JOBS.deliver.parse(data));
    case "fetch-file":
      return handlers["fetch-file"](JOBS["fetch-file"].parse(data));
    case "do-errands":
      return handlers["do-errands"]({});
    case "fire-timers":
      return handlers["fire-timers"]({});
    case "sweep":
      return handlers.sweep({});
    case "plan-deadlines":
      return handlers["plan-deadlines"]({});
    case "send-broadcasts":
      return handlers["send-broadcasts"]({});
    case "expire":
      return handlers.expire({});
    case "keep-channels":
      return handlers["keep-channels"]({});
    default:
      throw new Error(`there is no job ${name}; an older or newer version of the program may have queued it`);
  }
}
