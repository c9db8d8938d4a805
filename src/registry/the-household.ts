import type { CommandContext } from "../turns/command.ts";

/**
 * The household that a command is about: the one that was handed in, else the one that the person acts for, else the
 * only one on her phone. Null where that leaves a choice. Says nothing about rights.
 */
export function theHousehold(
  { acting, me }: Pick<CommandContext, "acting" | "me">,
  handed: string | null,
): string | null {
  const [only, ...others] = me.households;
  return handed ?? acting?.id ?? (others.length === 0 ? only?.id : undefined) ?? null;
}
