import { createHash } from "node:crypto";

/**
 * How many households of a commune are seen again in a quarter, by lot: one in ten, never fewer than two, never more than
 * an officer can walk to. The order asks for inspection and names no share (công văn 1444-CV/TĐTN-TNNT, part 6), so that
 * this is a setting of ours, to be confirmed by the union.
 */
export const REVISIT_RULE = { percent: 10, least: 2, most: 12, fromDay: 30 } as const;

/** A household that may be drawn, by the code on its card, and who is in charge of it. */
export type Home = { id: string; code: string; inCharge: string | null };

/** What the lot has drawn: which household, and who goes there. */
export type Drawn = { household: string; visitor: string | null };

export function sampleSize(homes: number): number {
  const share = Math.ceil((homes * REVISIT_RULE.percent) / 100);
  return Math.min(homes, REVISIT_RULE.most, Math.max(REVISIT_RULE.least, share));
}

/**
 * Draws by lot. Every household has the same chance, and whoever knows the seed can draw again and finds the same: the order
 * is that of the hash of seed and code. Each goes to whoever has drawn the fewest so far, never to the officer in
 * charge while there is anybody else.
 */
export function drawRevisits(homes: readonly Home[], visitors: readonly string[], seed: string): Drawn[] {
  const drawn = homes
    .map((home) => ({ home, lot: lotOf(seed, home.code) }))
    .toSorted((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, sampleSize(homes.length));
  const load = new Map(visitors.map((visitor) => [visitor, 0]));
  return drawn.map(({ home, lot }) => {
    const others = visitors.filter((visitor) => visitor !== home.inCharge);
    const from = others.length > 0 ? others : visitors;
    // Between those with the same load the lot decides too.
    const first = from.length === 0 ? 0 : Number.parseInt(lot.slice(0, 8), 16) % from.length;
    const [visitor] = [...from.slice(first), ...from.slice(0, first)].toSorted(
      (a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0),
    );
    if (visitor !== undefined) load.set(visitor, (load.get(visitor) ?? 0) + 1);
    return { household: home.id, visitor: visitor ?? null };
  });
}

function lotOf(seed: string, what: string): string {
  return createHash("sha256").update(`${seed} ${what}`).digest("hex");
}
