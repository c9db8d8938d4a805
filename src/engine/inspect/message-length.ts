import type { Flow } from "../flow.ts";
import type { Step } from "../flow-file.ts";
import { PAGE_SIZE } from "../limits.ts";
import { answerLength, sampled } from "./sample-values.ts";
import type { Texts } from "../../i18n/words.ts";

/** The least that any channel carries in one message: Zalo's 2,000 characters. */
export const LONGEST_MESSAGE = 2000;
/** The least that any channel shows on a button: Zalo's 100 characters. */
export const LONGEST_LABEL = 100;
/** What slow readers manage at a glance; longer ones are named, not refused. */
export const EASY_MESSAGE = 250;

/** Options that a query finds, each as long as they usually are. */
const QUERIED: readonly string[] = Array.from({ length: PAGE_SIZE }, () => "x".repeat(60));

/** How long the message of a step becomes at most: question, what is read back, numbered options. */
export function messageLength(flow: Flow, step: Step, texts: Texts): number {
  const say = (key: string): string => {
    const text = texts.get(key);
    return typeof text === "string" ? sampled(text, texts, flow) : "";
  };
  const own = (suffix: string): string => say(`${flow.flow}.${step.id}${suffix}`);
  let length = own("").length;
  if (step.do === "ask" && step.optional) length += 1 + say("common.may_skip").length;
  if (step.do === "confirm") {
    for (const id of step.reads) {
      const read = flow.byId.get(id);
      const name = read?.do === "ask" || read?.do === "choose" ? (read.save ?? id) : id;
      length += `• ${say(`${flow.flow}.${id}.label`)}: \n`.length + (answerLength(name, flow) ?? 0);
    }
    length += say("common.all_right").length + lines([say("common.right"), say("common.fix")]);
  }
  if (step.do === "choose") {
    const labels = (step.options ?? []).map((option) => own(`.options.${option}`));
    const shown = step.from === undefined ? labels : [...QUERIED, ...labels];
    length += lines(shown.toSorted((a, b) => b.length - a.length).slice(0, PAGE_SIZE));
  }
  return length;
}

function lines(labels: readonly string[]): number {
  return labels.reduce((sum, label) => sum + `\n1. ${label}`.length, 0);
}
