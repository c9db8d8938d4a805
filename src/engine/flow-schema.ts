import { z } from "zod";
import { FlowFile } from "./flow-file.ts";

/** The JSON Schema of a flow file as text; a test keeps `.schemas/flow.schema.json` in step. */
export function flowSchema(): string {
  const schema = z.toJSONSchema(FlowFile, { target: "draft-7", io: "input" });
  return `${JSON.stringify({ title: "Flow of Sinh Kế", ...schema }, null, 2)}\n`;
}
