import type { Config } from "../config.ts";
import { encryptionKeys } from "../store/encryption-keys.ts";
import { SecretBox } from "../store/secret-box.ts";

/** What locks and opens sensitive fields under the keys of the settings. */
export function secretsOf(config: Config): SecretBox {
  return new SecretBox(encryptionKeys(config));
}
