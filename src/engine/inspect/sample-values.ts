import type { Flow } from "../flow.ts";
import { isFormat } from "../../i18n/format-value.ts";
import type { Texts } from "../../i18n/words.ts";

/** A long name, as long names go. */
const NAME = "Nguyễn Thị Hồng Nguyệt";
const NAMES = /(^|[._])(name|officer|label|code|invitation|period|expires)$/;
/** As much as may be typed where nothing says how much. */
const LONGEST_TYPED = 500;

/**
 * A text with the longest that its placeholders usually hold, so that it can be measured against what a
 * channel carries. `flow` tells how long an answer may be.
 */
export function sampled(text: string, texts: Texts, flow: Flow | undefined): string {
  return text.replaceAll(/\{([a-z][a-z0-9_.]*)(?::([a-z_]+))?\}/g, (_, path: string, format?: string) =>
    sampleOf(path, format, texts, flow),
  );
}

function sampleOf(path: string, format: string | undefined, texts: Texts, flow: Flow | undefined): string {
  if (format !== undefined) return isFormat(format) ? "123.456.789 đồng" : longest(texts, `terms.${format}.`);
  if (path === "you") return longest(texts, "common.you.").replace("{name}", "Nguyệt");
  if (path === "house") return longest(texts, "common.house.").replace("{name}", NAME);
  if (path === "kept") return longest(texts, "", ".title");
  if (NAMES.test(path) || path === "name") return NAME;
  return "x".repeat(answerLength(path, flow) ?? LONGEST_TYPED);
}

/** How long the answer to the question that sets this variable may be. */
export function answerLength(variable: string, flow: Flow | undefined): number | null {
  const lengths = (flow?.steps ?? []).flatMap((step) => {
    if (step.do !== "ask" && step.do !== "choose") return [];
    if ((step.save ?? step.id) !== variable) return [];
    return step.do === "ask" && step.answer.kind === "text" ? [step.answer.max] : [NAME.length];
  });
  return lengths.length === 0 ? null : Math.max(...lengths);
}

function longest(texts: Texts, prefix: string, suffix = ""): string {
  let found = "";
  for (const [key, text] of texts)
    if (
      typeof text === "string" &&
      key.startsWith(prefix) &&
      key.endsWith(suffix) &&
      text.length > found.length
    )
      found = text;
  return found;
}
