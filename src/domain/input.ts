import { z } from "zod";
import { Value } from "./value.ts";

/** Found in the vendor's record after an outage, and taken in later than it was sent. */
const Late = z.literal(true).optional();

/** A tap carries the turn in which its button was shown, so that an old button can be told from a fresh one. */
const Tap = z.object({
  kind: z.literal("tap"),
  turn: z.int(),
  option: z.int().nonnegative(),
  /** The vendor's number of the message with the button, where its buttons can be changed. */
  message: z.string().optional(),
});

/** A text that the person has changed; `before`, how it differs from what is on record, is found by the turn. */
const Edited = z.object({
  kind: z.literal("edited"),
  message: z.string(),
  text: z.string(),
  before: z.enum(["same", "other", "gone"]).optional(),
});

const SentFile = z.object({
  kind: z.literal("file"),
  file: z.enum(["photo", "voice", "document", "video"]),
  /** What the vendor calls the file: a Telegram file id, a Zalo URL. */
  ref: z.string(),
  mime: z.string().optional(),
  caption: z.string().optional(),
  late: Late,
  /** Sent at once with others: what the vendor calls them together, and its place among them. */
  album: z.object({ id: z.string(), part: z.int() }).optional(),
  /** Our own id, given when the row was written. */
  id: z.string().optional(),
  /** Found when the row was written: one of its album came before it, and was taken in or refused. */
  joins: z.enum(["kept", "refused"]).optional(),
});

/**
 * Something that happened to a contact, in our words. Channels translate into it, timers and commands
 * produce it, the inbox keeps it.
 */
export const Input = z.discriminatedUnion("kind", [
  /** `message`: the vendor's number of it, where it can be edited. */
  z.object({ kind: z.literal("text"), text: z.string(), late: Late, message: z.string().optional() }),
  Edited,
  Tap,
  SentFile,
  /** A phone number shared by tap; `own` is false where it is somebody else's card. */
  z.object({ kind: z.literal("phone"), phone: z.string(), own: z.boolean() }),
  z.object({ kind: z.literal("location") }),
  /** The person opened the chat, followed, or came by a link that carries a code. */
  z.object({ kind: z.literal("arrived"), code: z.string().optional() }),
  /** Blocked us, unfollowed, or used the right to be forgotten on the platform. */
  z.object({ kind: z.literal("left"), why: z.enum(["blocked", "unfollowed", "withdrew"]) }),
  /** Somebody of the staff wrote to the person by hand, in the vendor's own chat tool. */
  z.object({ kind: z.literal("staff_wrote") }),
  /** A flow that a timer or somebody else's command wants to begin with this person. */
  z.object({ kind: z.literal("start"), flow: z.string(), vars: z.record(z.string(), Value) }),
  /** Nobody answered since that turn. */
  z.object({ kind: z.literal("timeout"), turn: z.int() }),
  /** A sticker, a call, a reaction: nothing we can read, but nobody is left in silence. */
  z.object({ kind: z.literal("unsupported"), what: z.string() }),
]);
export type Input = z.infer<typeof Input>;
