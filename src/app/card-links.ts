import { CardLinks, LINKS_KEY } from "../registry/card-links.ts";
import type { Settings } from "../store/settings.ts";

/** Keeps what a channel is called, so that cards which are printed without a network know it. */
export async function keepLink(settings: Settings, link: CardLinks): Promise<void> {
  const known = (await settings.read(LINKS_KEY, CardLinks)) ?? {};
  await settings.write(LINKS_KEY, { ...known, ...link });
}
