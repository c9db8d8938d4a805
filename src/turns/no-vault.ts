import type { Vault } from "./ports.ts";

function refuse(): never {
  throw new Error("there is no key here: sensitive fields are written in a talk or by sinh-ke only");
}

/** For where no sensitive field may be touched, such as telling the demo story. */
export const NO_VAULT: Vault = {
  keyId: "",
  seal: refuse,
  open: refuse,
  lookup: refuse,
  lookups: refuse,
  vouch: refuse,
  vouched: refuse,
};
