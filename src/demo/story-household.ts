import type { Address } from "../domain/roles.ts";
import type { Scene } from "./story-scenes.ts";

export type StoryHousehold = {
  name: string;
  address: Address;
  born: number;
  hamlet: "Ấp 1" | "Ấp 2" | "Ấp 3" | "Ấp 4" | "Ấp 5";
  officer: "minh" | "naRi";
  /** The simulated account of its phone; one phone may serve several households, and some have none. */
  account: string | null;
  consents: readonly ("register" | "photos")[];
  scenes: readonly Scene[];
};
