import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { newSession } from "../../src/engine/session.ts";
import { step } from "../../src/engine/step.ts";
import { talksLike } from "../../src/engine/talks-like.ts";
import { shippedLibrary } from "../support/library.ts";
import { NOW } from "./talk.ts";
import { PEOPLE } from "./walks.ts";

/**
 * Lines that were written by somebody who had seen neither the program nor its examples: none of them is an example, and
 * none may become one, or the figures below mean nothing. Role, line, and the talks that are right for it.
 */
const LINES = readFileSync(new URL("said-unseen.tsv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((row) => {
    const [role = "", line = "", flows = ""] = row.split("\t");
    return { role, line, right: flows.split("|") };
  });
const LIBRARY = shippedLibrary();
/** What asks what was meant, or passes on, where no talk begins. */
const NO_TALK = new Set(["households_named", "pass_on", "meant", "menu"]);

function begunBy(role: string, line: string): string {
  const person = { person: "p9", name: "Trần Văn Minh", address: "anh", households: [] };
  const me = role === "household" ? PEOPLE[0] : { ...person, roles: [role] };
  const { session } = step(LIBRARY, { ...newSession("vi"), me }, { kind: "text", text: line }, NOW);
  return session.stack[0]?.flow ?? "menu";
}

test("of lines that nobody foresaw most begin the right talk, few a wrong one", () => {
  const begun = LINES.map(({ role, line, right }) => {
    const flow = begunBy(role, line);
    return right.includes(flow) ? "right" : NO_TALK.has(flow) ? "none" : "wrong";
  });
  const share = (what: string): number => begun.filter((one) => one === what).length / LINES.length;
  expect(share("right")).toBeGreaterThan(0.53);
  expect(share("wrong")).toBeLessThan(0.19);
});

test("of nearly all, the right talk is among the three that would be offered", () => {
  const among = LINES.filter(({ role, line, right }) =>
    talksLike(LIBRARY, "vi", line, [role])
      .slice(0, 3)
      .some(({ flow }) => right.includes(flow)),
  );
  expect(among.length / LINES.length).toBeGreaterThan(0.88);
});
