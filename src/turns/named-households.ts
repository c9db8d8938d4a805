import type { Value, Values } from "../domain/value.ts";
import type { Frame, StoredSession } from "../engine/session.ts";
import { isRecordId } from "./choice-id.ts";

/** The names under which a household is handed on in a talk. Lists are what somebody was offered, and are not looked into. */
const NAMES = ["household", "household_id"];
/** Cards and rows that hold a household lie this deep in what a flow keeps. */
const DEPTH = 3;

/** The ids of the households that these variables are about. */
export function householdsNamed(values: Values, depth = DEPTH): string[] {
  return Object.entries(values).flatMap(([name, value]): string[] => {
    const id = NAMES.includes(name) ? recordOf(value) : null;
    if (id !== null) return [id];
    return depth > 1 && isRecord(value) ? householdsNamed(value, depth - 1) : [];
  });
}

/** The households that a stored talk, or one that was put aside, is about. */
export function householdsOfTalk({ acting, stack, kept }: StoredSession): string[] {
  const frames = [...stack, ...kept.flatMap((one) => one.stack)];
  const actedFor = [acting, ...kept.map((one) => one.acting), ...frames.map((frame) => frame.held_for)];
  return [
    ...actedFor.flatMap((one) => (one === null || one === undefined ? [] : [one.id])),
    ...frames.flatMap(({ vars }) => householdsNamed(vars)),
  ];
}

/** The same session without what is about these households; `ended` where the talk under way was about one of them. */
export function withoutHouseholds<S extends StoredSession>(
  session: S,
  lost: ReadonlySet<string>,
): { session: S; ended: boolean } {
  const isFor = (one: StoredSession["acting"] | undefined): boolean =>
    one !== undefined && one !== null && lost.has(one.id);
  const isLost = ({ vars, held_for }: Frame): boolean =>
    isFor(held_for) || householdsNamed(vars).some((id) => lost.has(id));
  const { acting, stack } = session;
  const actsForLost = isFor(acting);
  const ended = stack.length > 0 && (actsForLost || stack.some(isLost));
  const kept = session.kept.filter((one) => !isFor(one.acting) && !one.stack.some(isLost));
  return {
    session: {
      ...session,
      kept,
      acting: actsForLost ? null : acting,
      ...(ended ? { stack: [], wait: null, call: null } : {}),
    },
    ended,
  };
}

function recordOf(value: Value): string | null {
  const id = isRecord(value) ? (value["id"] ?? null) : value;
  return typeof id === "string" && isRecordId(id) ? id : null;
}

function isRecord(value: Value): value is Values {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
