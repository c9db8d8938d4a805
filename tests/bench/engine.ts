import { readContent } from "../../src/content.ts";
import { indexFlow, type Flow } from "../../src/engine/flow.ts";
import { FlowFile } from "../../src/engine/flow-file.ts";
import { makeLibrary, type Library } from "../../src/engine/library.ts";
import { newSession, type Session } from "../../src/engine/session.ts";
import { step } from "../../src/engine/step.ts";
import { Words } from "../../src/i18n/words.ts";
import { ROOT } from "../../src/root.ts";

/** How much the bare engine does in memory: talks of 25 questions of all kinds, answered as people answer. */
const QUESTIONS = 25;
const TALKS = 200;
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
for (let warming = 0; warming < 20; warming++) talk(words);
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
