import type * as ContentRoom from "../../src/content.ts";
import type * as FlowRoom from "../../src/engine/flow.ts";
import type * as FlowFileRoom from "../../src/engine/flow-file.ts";
import type * as LibraryRoom from "../../src/engine/library.ts";
import type * as SessionRoom from "../../src/engine/session.ts";
import type * as StepRoom from "../../src/engine/step.ts";
import type * as WordsRoom from "../../src/i18n/words.ts";
import { wizardTalks } from "./peers/telegraf-in-memory.ts";
import type { Flow } from "../../src/engine/flow.ts";
import type { Library } from "../../src/engine/library.ts";
import type { Session } from "../../src/engine/session.ts";
import { ROOT } from "../../src/root.ts";

/* oxlint-disable typescript/no-unsafe-assignment -- the built program carries no types: each import is given those of its source */
/** What runs in the field is the built program, so that is what is measured. */
const built = (file: string): string => new URL(`../../dist/${file}`, import.meta.url).href;
const { readContent }: typeof ContentRoom = await import(built("content.js"));
const { indexFlow }: typeof FlowRoom = await import(built("engine/flow.js"));
const { FlowFile }: typeof FlowFileRoom = await import(built("engine/flow-file.js"));
const { makeLibrary }: typeof LibraryRoom = await import(built("engine/library.js"));
const { newSession }: typeof SessionRoom = await import(built("engine/session.js"));
const { step }: typeof StepRoom = await import(built("engine/step.js"));
const { Words }: typeof WordsRoom = await import(built("i18n/words.js"));
/* oxlint-enable typescript/no-unsafe-assignment */

/**
 * How much the bare engine does in memory: talks of 25 questions of all kinds, answered as people answer; beside it, in the same
 * run, Telegraf's wizard over the same questions, which keeps what is typed and reads none of it.
 */
const QUESTIONS = 25;
const TALKS = 1000;
const NOW = new Date("2026-11-23T02:00:00Z");

const OPTIONS = { cow: "Nuôi bò", goat: "Nuôi dê", pig: "Nuôi heo" };
const ANSWERS: readonly [kind: string, answer: string][] = [
  ["text", "làm chuồng sau nhà, có sẵn cây với tôn"],
  ["money", "2 triệu rưỡi"],
  ["choose", "nuoi de"],
  ["quantity", "20 con"],
  ["date", "15/12/2026"],
  ["area", "3 công"],
  ["number", "mười hai"],
  ["phone", "0912 345 678"],
  ["yes_no", "dạ có"],
  ["person_name", "nguyễn thị sáu"],
];

function library(): Library {
  const { flows, texts } = readContent(ROOT);
  const vietnamese = new Map(texts.get("vi"));
  const steps = Array.from({ length: QUESTIONS }, (_, index) => {
    const [kind] = ANSWERS[index % ANSWERS.length] ?? ["text"];
    const id = `q${index}`;
    vietnamese.set(`bench.${id}`, "Sắp tới nhà mình muốn làm sao ạ? Kể em nghe.");
    if (kind !== "choose") return { id, do: "ask", answer: { kind } };
    for (const [option, label] of Object.entries(OPTIONS))
      vietnamese.set(`bench.${id}.options.${option}`, label);
    return { id, do: "choose", options: Object.keys(OPTIONS) };
  });
  const bench = indexFlow(FlowFile.parse({ flow: "bench", version: 1, steps }));
  const byId = [...flows.map(({ flow }) => flow), bench].map((flow): [string, Flow] => [flow.flow, flow]);
  return makeLibrary(new Map(byId), new Words(new Map([["vi", vietnamese]])));
}

/** One talk from its first question to its last; through JSON after each message, as the store would have it. */
function talk(words: Library): { answered: number; bytes: number; spent: number } {
  const me = { person: "p", name: "Nguyễn Thị Sáu", address: "co", roles: [], households: [] };
  let session: Session = { ...newSession("vi"), me };
  let [answered, largest, spent] = [0, 0, 0];
  const hear = (input: Parameters<typeof step>[2]): void => {
    const from = performance.now();
    const { session: next, effects } = step(words, session, input, NOW);
    spent += performance.now() - from;
    session = next;
    answered += effects.filter(({ kind }) => kind === "answer").length;
    largest = Math.max(largest, Buffer.byteLength(JSON.stringify({ ...session, me: undefined })));
  };
  hear({ kind: "start", flow: "bench", vars: {} });
  for (let question = 0; question < QUESTIONS; question++) {
    const [, typed] = ANSWERS[question % ANSWERS.length] ?? ["text", ""];
    hear({ kind: "text", text: typed });
  }
  return { answered, bytes: largest, spent };
}

const words = library();
for (let warming = 0; warming < 200; warming++) talk(words);
const before = process.cpuUsage();
const talks = Array.from({ length: TALKS }, () => talk(words));
const cpu = process.cpuUsage(before);
const spent = talks.reduce((sum, one) => sum + one.spent, 0);
const answered = talks.reduce((sum, one) => sum + one.answered, 0);
const result = {
  bench: "engine",
  questions: QUESTIONS,
  messages: TALKS * QUESTIONS,
  understood: answered,
  messages_per_second: Math.round((TALKS * QUESTIONS) / (spent / 1000)),
  // On a machine with other work to do this says more than the wall clock.
  messages_per_cpu_second: Math.round((TALKS * QUESTIONS) / ((cpu.user + cpu.system) / 1_000_000)),
  largest_session_bytes: Math.max(...talks.map((one) => one.bytes)),
};
process.stdout.write(`${JSON.stringify(result)}\n`);

const typed = Array.from({ length: QUESTIONS }, (_, at) => ANSWERS[at % ANSWERS.length]?.[1] ?? "");
await wizardTalks(typed, 200);
const beforeWizard = process.cpuUsage();
const wizard = await wizardTalks(typed, TALKS);
const wizardCpu = process.cpuUsage(beforeWizard);
const wizardSeconds = (wizardCpu.user + wizardCpu.system) / 1_000_000;
const beside = {
  bench: "engine_beside_wizard",
  questions: QUESTIONS,
  messages: wizard.messages,
  messages_per_second: Math.round(wizard.messages / (wizard.spentMs / 1000)),
  messages_per_cpu_second: Math.round(wizard.messages / wizardSeconds),
  largest_session_bytes: wizard.largestBytes,
  // Ours to theirs: above 1 ours does more messages, or keeps more bytes.
  times_messages_per_cpu_second: Number(
    (result.messages_per_cpu_second / (wizard.messages / wizardSeconds)).toFixed(2),
  ),
  times_session_bytes: Number((result.largest_session_bytes / wizard.largestBytes).toFixed(2)),
};
process.stdout.write(`${JSON.stringify(beside)}\n`);
