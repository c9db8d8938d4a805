import { describe, expect, test } from "vitest";
import { indexFlow, type Flow } from "../../src/engine/flow.ts";
import { makeLibrary, type Library } from "../../src/engine/library.ts";
import type { Session } from "../../src/engine/session.ts";
import { step } from "../../src/engine/step.ts";
import { shippedLibrary } from "../support/library.ts";
import { NOW, OTHER_INPUTS, Talk } from "./talk.ts";
import { questionsOf, walkAround } from "./walks.ts";

const library = shippedLibrary();
const WALKS = { seed: 20261123, walks: 2400, length: 8 };

/** One session for each question of the shipped flows that some walk came to. */
const stops = new Map<string, { session: Session; results: Talk["results"] }>();
/** Bytes of the longest stored session. */
let longest = 0;

walkAround(library, WALKS, (session, { results }) => {
  const { me: _, ...stored } = session;
  longest = Math.max(longest, Buffer.byteLength(JSON.stringify(stored)));
  const frame = session.stack.at(-1);
  if (frame === undefined || session.wait === null) return;
  const name = `${frame.flow}.${frame.step}`;
  if (!stops.has(name) || session.stack.length > 2) stops.set(name, { session, results });
});

function talkAt(name: string, flows: Library = library): Talk {
  const stop = stops.get(name);
  if (stop === undefined) throw new Error(`no walk came to ${name}`);
  const talk = new Talk(flows, { me: stop.session.me, results: stop.results });
  talk.session = stop.session;
  return talk;
}

/** The shipped library as a new version without this step, or without the flow where it was the only one. */
function without(name: string): Library {
  const [id = "", gone] = name.split(".");
  const flow = library.flows.get(id);
  const flows = new Map<string, Flow>(library.flows);
  const steps = flow?.steps.filter((one) => one.id !== gone) ?? [];
  if (flow === undefined || steps.length === 0) flows.delete(id);
  else flows.set(id, indexFlow({ ...flow, version: flow.version + 1, steps }));
  return makeLibrary(flows, library.words);
}

function withoutFlow(name: string): Library {
  const flows = new Map(library.flows);
  flows.delete(name.split(".")[0] ?? "");
  return makeLibrary(flows, library.words);
}

describe("random walks through the shipped flows", () => {
  test("come to nearly every question", () => {
    const questions = questionsOf(library);
    const missed = questions.filter((name) => !stops.has(name));
    expect(missed.slice(questions.length / 10)).toEqual([]);
  });

  test("store less than 5.5 kB", () => {
    expect(longest).toBeLessThan(5632);
  });
});

describe("stopped at each question of the shipped flows", () => {
  test.each([...OTHER_INPUTS, { kind: "text" as const, text: "hổng biết" }])("$kind is answered", (input) => {
    const silent = [...stops.keys()].filter((name) => talkAt(name).hear(input).said.length === 0);
    expect(silent).toEqual(input.kind === "left" || input.kind === "timeout" ? [...stops.keys()] : []);
  });

  test("the same input leads to the same end", () => {
    for (const { session } of stops.values()) {
      const input = { kind: "text" as const, text: "1" };
      expect(step(library, session, input, NOW)).toEqual(step(library, session, input, NOW));
    }
  });

  test("a new version without that question says so and leads on, and files nothing under another one", () => {
    expect([...stops.keys()].filter((name) => !isLedOn(talkAt(name, without(name))))).toEqual([]);
  });

  test("a new version without that flow leads to a safe place", () => {
    expect([...stops.keys()].filter((name) => !isLedOn(talkAt(name, withoutFlow(name))))).toEqual([]);
  });
});

/** Whether an answer to a question that is gone is met with words, filed nowhere, and the menu still comes. */
function isLedOn(talk: Talk): boolean {
  const heard = talk.hear("1");
  return heard.said.length > 0 && heard.answers.length === 0 && talk.hear("menu").said.length > 0;
}
