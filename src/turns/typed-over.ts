import type { Input } from "../domain/input.ts";
import type { StoredSession } from "../engine/session.ts";
import { isByPerson } from "../engine/silence.ts";
import type { ServedButtons } from "./ports.ts";

type Wait = StoredSession["wait"];

/** The buttons of the question that stood, where the person answered it in words or did something else: it stands no more. */
export function typedOver(input: Input, stood: Wait, stands: Wait): ServedButtons[] {
  if (stood?.options === undefined || stood.turn === stands?.turn) return [];
  return isByPerson(input) && input.kind !== "tap" ? [{ turn: stood.turn }] : [];
}
