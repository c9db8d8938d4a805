import { DAY_MS, HOUR_MS } from "../calendar/local-date.ts";

/** Steps walked in one go before a flow counts as running away. */
export const MAX_STEPS_PER_TURN = 100;
/** Flows on top of one another. */
export const MAX_DEPTH = 8;
/** Talks put aside and offered again. */
export const MAX_KEPT = 3;
/** Options on one page; more are paged. Leaves 0 for back and 9 for a person. */
export const PAGE_SIZE = 7;
/** Misses after which a question's help is given, and a person is asked to look. */
export const MISSES_BEFORE_HELP = 2;
export const MISSES_BEFORE_PERSON = 3;
/** How long a question rests before it is asked once more. */
export const NUDGE_AFTER_MS = DAY_MS;
/** A talk in which somebody wrote this recently is not interrupted by a flow that can wait. */
export const BUSY_MS = HOUR_MS;
export const POSTPONE_MS = HOUR_MS;
/** The same button again within this time is the same tap. */
export const REPEATED_TAP_MS = 60_000;
/** Longest line outside any question that a flow is begun with. */
export const MAX_SAID = 500;
/** Longest typed answer that is kept. */
export const MAX_TYPED = 2000;

/** How long after a word by hand the person is left to whoever of the staff wrote it. */
export const STAFF_TALK_MS = 2 * 3_600_000;
