import type { Value, Values } from "../domain/value.ts";
import type { StoredSession } from "../engine/session.ts";
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
  return [...(acting === null ? [] : [acting.id]), ...frames.flatMap(({ vars }) => householdsNamed(vars))];
}

/** The same session without what is about these households; `ended` where the talk under way was about one of them. */
export function withoutHouseholds<S extends StoredSession>(
  session: S,
  lost: ReadonlySet<string>,
): { session: S; ended: boolean } {
  const isLost = (vars: Values): boolean => householdsNamed(vars).some((id) => lost.has(id));
  const { acting, stack } = session;
  const actsForLost = acting !== null && lost.has(acting.id);
  const ended = stack.length > 0 && (actsForLost || stack.some(({ vars }) => isLost(vars)));
  const kept = session.kept.filter((one) => !one.stack.some(({ vars }) => isLost(vars)));
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
