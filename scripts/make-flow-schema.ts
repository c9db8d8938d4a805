/**
 * Writes `.schemas/flow.schema.json` from the format of flow files, so that editors complete and check them.
 * Draft 7, since the YAML language server knows no later one. Run by `npx jiti scripts/make-flow-schema.ts`.
 */
import { writeFileSync } from "node:fs";
import { flowSchema } from "../src/engine/flow-schema.ts";

writeFileSync(new URL("../.schemas/flow.schema.json", import.meta.url), flowSchema());
