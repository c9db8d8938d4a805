import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { doErrands } from "../../src/turns/do-errands.ts";
import { errand, type Errand } from "../../src/turns/errand.ts";
import type { Parts } from "../../src/turns/parts.ts";
import { startTestApp, type TestApp } from "../support/app.ts";

let app: TestApp;
let sau: string;

/** What the program runs on, with these errands and without a job that could be quicker than the test. */
function partsWith(...errands: Errand[]): Parts {
  return { ...app.parts, errands: new Map(errands.map((one) => [one.kind, one])) };
}

/** As a command asks for it in a turn. */
async function ask(kind: string, about: object, flow = "errand_failed"): Promise<void> {
  await app.parts.store.transaction(({ sql }) =>
    sql.run(
      `INSERT INTO errands (id, kind, given, contact_id, locale, flow, created_at)
       VALUES (gen_random_uuid(), $1, $2::jsonb, $3, 'vi', $4, $5)`,
      [kind, JSON.stringify(about), sau, flow, app.clock.now()],
    ),
  );
}

async function rowOf(kind: string) {
  const [row] = await app.parts.store.transaction(({ sql }) =>
    sql.rows(
      z.object({
        attempts: z.int(),
        done: z.boolean(),
        failure: z.string().nullable(),
        file: z.string().nullable(),
      }),
      "SELECT attempts, done_at IS NOT NULL AS done, failure, file_id AS file FROM errands WHERE kind = $1",
      [kind],
    ),
  );
  return row;
}

describe("what is done outside a turn", () => {
  beforeAll(async () => {
    app = await startTestApp({ ROLE: "web" });
    sau = (await app.simulator?.people())?.find(({ name }) => name === "Nguyễn Thị Sáu")?.id ?? "";
  });
  afterAll(() => app.stop());

  it("keeps the file, and begins the flow that follows with whoever asked", async () => {
    const made = errand({
      kind: "greeting",
      about: z.object({ word: z.string() }),
      run: async (_, { word }) => ({
        file: { name: "chao.txt", mime: "text/plain", bytes: Buffer.from(word) },
        vars: {},
      }),
    });
    await ask("greeting", { word: "chào" });
    expect(await doErrands(partsWith(made))).toBe(1);
    const row = await rowOf("greeting");
    expect(row).toMatchObject({ attempts: 0, done: true, failure: null });
    const file = await app.parts.store.file(row?.file ?? "");
    expect(file).toMatchObject({ name: "chao.txt", mime: "text/plain" });
    expect(Buffer.from(file?.bytes ?? []).toString()).toBe("chào");
    const said = await app.simulator?.messages(sau);
    expect(said?.at(-1)?.text).toContain("em soạn hoài chưa được");
    expect(await doErrands(partsWith(made))).toBe(0);
  });

  it("tries again later, and says so to whoever asked when it cannot", async () => {
    const before = (await app.simulator?.messages(sau))?.length ?? 0;
    const broken = errand({
      kind: "broken",
      about: z.object({}),
      run: async ({ sql }) => {
        await sql.run("SELECT 1 / 0");
        return { vars: {} };
      },
    });
    await ask("broken", {}, "menu");
    for (let tries = 1; tries <= 5; tries++) {
      expect((await rowOf("broken"))?.done).toBe(false);
      await doErrands(partsWith(broken));
      expect((await rowOf("broken"))?.attempts).toBe(tries);
      app.clock.set(new Date(app.clock.now().getTime() + 60_000));
    }
    expect(await rowOf("broken")).toMatchObject({ done: true, failure: "division by zero", file: null });
    const said = (await app.simulator?.messages(sau)) ?? [];
    expect(said.slice(before).map(({ text }) => text)).toEqual([
      expect.stringContaining("em soạn hoài chưa được"),
    ]);
  });
});
