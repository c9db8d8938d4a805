import { z } from "zod";
import { Value, type Values } from "../domain/value.ts";

const Values = z.record(z.string(), Value);

/** What a talk waits for. `asked` is the text as it stood when the person read it. */
export const Wait = z.object({
  turn: z.int(),
  asked: z.string(),
  /** The kind of question; when a new version of the flow asks for something else, it is asked again. */
  shape: z.string(),
  misses: z.int(),
  /** answer: the question itself; sure: "did I read that right?"; which: one of several readings; fix: which answer to correct. */
  mode: z.enum(["answer", "sure", "which", "fix"]),
  /** Offered options in order; `value` is what choosing one means. */
  options: z
    .array(z.object({ label: z.string(), value: Value, also: z.array(z.string()).optional() }))
    .optional(),
  page: z.int().optional(),
  typed: z.string().optional(),
});
export type Wait = z.infer<typeof Wait>;

/** The household that somebody acts for; null where none was chosen. */
const Acting = z.object({ id: z.string(), name: z.string() }).nullable();

/** One flow under way: its place, what it knows, and the questions answered so far, oldest first. */
export const Frame = z.object({
  flow: z.string(),
  version: z.int(),
  step: z.string(),
  vars: Values,
  trail: z.array(z.string()),
  /** After correcting one answer, back to this step. */
  return_to: z.string().optional(),
  /** Begun on top of another talk: the turn of the question that it pushed aside, null where there was none. */
  held: z.int().nullable().optional(),
  /** The household that the talk below is for: whom this one names is none of its business. */
  held_for: Acting.optional(),
  /** The questions that have looked for their answer in the line that began the talk. */
  heard: z.array(z.string()).optional(),
  /** A picture that came before its question. */
  picture: z.string().optional(),
  /** What stood under it, and answered nothing. */
  picture_words: z.string().optional(),
  /** A command of it has written something. */
  wrote: z.boolean().optional(),
});
export type Frame = z.infer<typeof Frame>;

/** What is stored between two turns: a place and answers, never a copy of a flow. */
export const StoredSession = z.object({
  turn: z.int(),
  locale: z.string(),
  /** The household that the person is acting for at the moment. */
  acting: Acting,
  stack: z.array(Frame),
  wait: Wait.nullable(),
  /** A call whose result is awaited within the turn, and what must not be forgotten over it. */
  call: z
    .object({
      name: z.string(),
      step: z.string(),
      prefix: z.string().nullable(),
      misses: z.int(),
      walked: z.int(),
      /** Somebody did something and has heard nothing yet. */
      owed: z.boolean(),
    })
    .nullable(),
  /** Talks put aside, newest last, each with the household that it is for. */
  kept: z.array(z.object({ stack: z.array(Frame), offered: z.boolean(), acting: Acting.optional() })),
  /** Turn and option of the last tap that counted, so that a second tap on it is not answered twice. */
  last_tap: z.string().nullable(),
  /** The person's last message, the question that it answered (null: not understood), and the turn that stood after it. */
  told: z.object({ message: z.string(), step: z.string().nullable(), turn: z.int().nullable() }).optional(),
  /** Pictures that were sent at once, of which none has borne any words so far. */
  album: z.string().optional(),
  last_at: z.string().nullable(),
  /** Until then somebody of the staff writes with this person by hand, and we are silent. */
  staff_until: z.string().optional(),
});
export type StoredSession = z.infer<typeof StoredSession>;

/** Who is talking, as the store knows it at the beginning of the turn. */
export type Me = {
  person: string | null;
  name: string;
  /** How the person is addressed: co, chu, bac … */
  address: string;
  roles: string[];
  households: { id: string; name: string }[];
};

export type Session = StoredSession & { me: Me };

/** Takes the top flow off. The talk that it was begun on top of goes on for the household that it was for. */
export function takeOff(session: Session): Frame | null {
  const frame = session.stack.pop() ?? null;
  if (frame?.held_for !== undefined) session.acting = frame.held_for;
  return frame;
}

export function newSession(locale: string): StoredSession {
  return {
    turn: 0,
    locale,
    acting: null,
    stack: [],
    wait: null,
    call: null,
    kept: [],
    last_tap: null,
    last_at: null,
  };
}

/** The facts that every text and condition may use, beside the variables of the running flow. */
export function facts(session: Session, you: string): Values {
  const { me, acting } = session;
  return {
    you,
    me: {
      name: me.name,
      address: me.address,
      known: me.person !== null,
      roles: me.roles,
      households: me.households.length,
    },
    acting,
    locale: session.locale,
  };
}

/** Which flows are open to whoever writes. */
export function rolesOf({ me }: Pick<Session, "me">): string[] {
  if (me.person === null) return ["stranger"];
  return [...me.roles, ...(me.households.length > 0 ? ["household"] : [])];
}
