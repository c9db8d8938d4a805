import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { newSession, type Session } from "../../src/engine/session.ts";
import { step } from "../../src/engine/step.ts";
import { NOW } from "./talk.ts";
import { PEOPLE } from "./walks.ts";
import { shippedLibrary } from "../support/library.ts";

const LINES = readFileSync(new URL("said-at-menu.tsv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line): [said: string, flow: string] => {
    const [said = "", flow = ""] = line.split("\t");
    return [said, flow];
  });
const BY_STAFF = readFileSync(new URL("said-by-staff.tsv", import.meta.url), "utf8")
  .trim()
  .split("\n")
  .map((line): [role: string, said: string, flow: string] => {
    const [role = "", said = "", flow = ""] = line.split("\t");
    return [role, said, flow];
  });
const LIBRARY = shippedLibrary();

/** What households write of their own accord, and the talk that it leads to. */
test.each(LINES)("%s: %s", (said, flow) => {
  const session = { ...newSession("vi"), me: PEOPLE[0] };
  const { session: after } = step(LIBRARY, session, { kind: "text", text: said }, NOW);
  expect(after.stack[0]?.flow).toBe(flow);
});

/** What officers and leaders write, and the talk that it leads to. */
test.each(BY_STAFF)("%s, %s: %s", (role, said, flow) => {
  const me = { person: "p9", name: "Trần Văn Minh", address: "anh", roles: [role], households: [] };
  const { session } = step(LIBRARY, { ...newSession("vi"), me }, { kind: "text", text: said }, NOW);
  expect(session.stack[0]?.flow).toBe(flow);
});

test("a second sentence is added to the first, but no number of an account over two messages", () => {
  const me = PEOPLE[0];
  const first = step(
    LIBRARY,
    { ...newSession("vi"), me },
    { kind: "text", text: "anh Minh bữa nào xuống" },
    NOW,
  );
  const second = step(LIBRARY, first.session, { kind: "text", text: "cái chuồng gà nó sập một góc" }, NOW);
  const said = second.session.stack.at(-1)?.vars["said"];
  expect(said).toBe("anh Minh bữa nào xuống. cái chuồng gà nó sập một góc");

  const cue = step(
    LIBRARY,
    { ...newSession("vi"), me },
    { kind: "text", text: "số tài khoản của chị là" },
    NOW,
  );
  const number = step(LIBRARY, cue.session, { kind: "text", text: "1234567 nha em đừng quên nha" }, NOW);
  expect(number.session.stack.at(-1)?.vars["said"]).toBe("số tài khoản của chị là");
});

const tell = (session: Session, text: string, now: Date): Session =>
  step(LIBRARY, session, { kind: "text", text }, now).session;

test("what was said yesterday is not sent along with what is said today", () => {
  const me = PEOPLE[0];
  const first = tell({ ...newSession("vi"), me }, "anh Minh bữa nào xuống", NOW);
  const later = tell(first, "cái chuồng gà nó sập một góc", new Date(NOW.getTime() + 86_400_000));
  expect(later.stack.at(-1)?.vars["said"]).toBe("cái chuồng gà nó sập một góc");
});
