import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { resealAll } from "../../src/registry/sensitive/reseal.ts";
import { keepField, openField, ownersWith, type Owner } from "../../src/registry/sensitive/fields.ts";
import { masked } from "../../src/registry/sensitive/kinds.ts";
import { openPool, type Database } from "../../src/store/pool.ts";
import { SecretBox } from "../../src/store/secret-box.ts";
import { sqlOf } from "../../src/store/sql.ts";
import { startTestApp, type TestApp } from "../support/app.ts";
import { openCommune, type Commune } from "./stage.ts";

const NUMBER = "083168001212";
const OLD = "0".repeat(64);
const NEW = "1".repeat(64);
const NOW = new Date("2026-11-23T02:00:00Z");

describe("a sensitive field", () => {
  let commune: Commune;
  beforeAll(async () => {
    commune = await openCommune();
    await commune.agree(commune.sau);
  });
  afterAll(async () => commune.close());

  const acting = (): { acting: { id: string; name: string } } => ({
    acting: { id: commune.sau, name: "Nguyễn Thị Sáu" },
  });

  it("is masked on the screen", () => {
    expect(masked("identity_number", NUMBER)).toBe("083*******12");
    expect(masked("health", "cao huyết áp")).toBe("•••");
    expect(masked("bank_account", "1234567")).toBe("•••");
  });

  it("is written by who is in charge, sealed, and found again by its number only", async () => {
    const { run, phones, sql } = commune;
    const kept = await run(
      phones.minh,
      "registry.keep_sensitive",
      { kind: { id: "identity_number", label: "?" }, value: "083168 001212" },
      acting(),
    );
    expect(kept.code).toBe("ok");
    const rows = await sql.rows(
      z.object({ text: z.string() }),
      "SELECT sensitive_fields::text AS text FROM sensitive_fields",
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.text).not.toMatch(/083168|001212/);
    expect((await run(phones.minh, "registry.sensitive", {}, acting())).value).toMatchObject({
      identity_number: { label: "083*******12" },
      debt: { label: "—" },
    });
    expect(await run(phones.minh, "registry.by_identity", { number: NUMBER })).toMatchObject({
      code: "ok",
      value: { name: "Nguyễn Thị Sáu" },
    });
    expect((await run(phones.minh, "registry.by_identity", { number: "083168001213" })).code).toBe("none");
  });

  it("is nothing to others, not even that it exists", async () => {
    const { run, phones } = commune;
    for (const phone of [phones.khoa, phones.stranger, phones.sau]) {
      expect((await run(phone, "registry.by_identity", { number: NUMBER })).code).toBe("none");
      expect((await run(phone, "registry.sensitive", {}, acting())).code).toBe("not_allowed");
    }
  });

  it("needs the consent that it is for", async () => {
    const { run, phones } = commune;
    const ethnic = { kind: "ethnicity", value: "Khmer" };
    expect((await run(phones.minh, "registry.keep_sensitive", ethnic, acting())).code).toBe("no_consent");
    await commune.agree(commune.sau, "ethnicity");
    expect((await run(phones.minh, "registry.keep_sensitive", ethnic, acting())).code).toBe("ok");
    expect((await run(phones.minh, "registry.forget_sensitive", { kind: "ethnicity" }, acting())).code).toBe(
      "ok",
    );
    expect((await run(phones.minh, "registry.forget_sensitive", { kind: "ethnicity" }, acting())).code).toBe(
      "none",
    );
  });

  it("cannot be put in another's place", async () => {
    const { sql } = commune;
    const vault = new SecretBox({ current: OLD, previous: [] });
    const other: Owner = { kind: "household", id: commune.units.commune };
    await keepField({ sql, vault, now: NOW }, other, "identity_number", "083168009999", null);
    await sql.run(
      "UPDATE sensitive_fields SET sealed = (SELECT sealed FROM sensitive_fields WHERE owner_id <> $1) WHERE owner_id = $1",
      [other.id],
    );
    await expect(openField({ sql, vault }, other, "identity_number")).rejects.toThrow("cannot be opened");
    await sql.run("DELETE FROM sensitive_fields WHERE owner_id = $1", [other.id]);
  });

  it("opens and is found while keys change, and needs the old key no more afterwards", async () => {
    const { sql } = commune;
    const both = new SecretBox({ current: NEW, previous: [OLD] });
    const owners = await ownersWith({ sql, vault: both }, "identity_number", NUMBER);
    expect(owners).toHaveLength(1);
    await sql.run(
      "INSERT INTO settings (key, value, updated_at) VALUES ('zalo.tokens.1', to_jsonb($1::text), $2)",
      [new SecretBox({ current: OLD, previous: [] }).seal("tokens"), NOW],
    );
    expect(await resealAll(sql, both, NOW)).toEqual({ fields: 1, tokens: 1 });
    expect(await resealAll(sql, both, NOW)).toEqual({ fields: 0, tokens: 0 });
    const vault = new SecretBox({ current: NEW, previous: [] });
    expect(await ownersWith({ sql, vault }, "identity_number", NUMBER)).toEqual(owners);
    const [owner] = owners;
    if (owner === undefined) throw new Error("nobody was found");
    expect(await openField({ sql, vault }, owner, "identity_number")).toBe(NUMBER);
    const old = new SecretBox({ current: OLD, previous: [] });
    await expect(openField({ sql, vault: old }, owner, "identity_number")).rejects.toThrow(
      "ENCRYPTION_KEY_PREVIOUS",
    );
  });
});

describe("what was typed", () => {
  let app: TestApp;
  let pool: Database;
  beforeAll(async () => {
    app = await startTestApp();
    pool = openPool(app.databaseUrl, 2);
  });
  afterAll(async () => {
    await pool.end();
    await app.stop();
  });

  it("stays in no table but the screen of the simulated phone, and a picture of the card is not kept", async () => {
    const { simulator } = app;
    const minh = (await simulator?.people())?.find(({ name }) => name === "Trần Văn Minh");
    const say = async (text: string): Promise<string> =>
      ((await simulator?.act(minh?.id ?? "", { text })) ?? []).map((message) => message.text).join("\n");
    await say("thông tin khóa kín");
    await say("1");
    expect(await say("Lê Văn Bền")).toContain("Số định danh: —");
    await say("1");
    expect(await say("2")).toContain("Đừng gửi hình thẻ");
    const refused = await simulator?.act(minh?.id ?? "", { photo: "data:image/jpeg;base64,/9j/4AAQ" });
    expect(refused?.[0]?.text).toContain("giấy tờ tùy thân em không giữ");
    await say("số 0831680012");
    expect(await say(NUMBER)).toContain("083*******12");
    await say("1");
    expect(await say("1")).toContain(NUMBER);
    await simulator?.settled(minh?.id ?? "");
    const tables = await sqlOf(pool).rows(
      z.object({ name: z.string() }),
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
       WHERE schemaname IN ('public', 'bullmq') AND tablename <> 'simulator_messages'`,
    );
    expect(tables.length).toBeGreaterThan(30);
    for (const { name } of tables) {
      const found = await sqlOf(pool).rows(
        z.object({ n: z.int() }),
        `SELECT count(*)::int AS n FROM ${name} t WHERE t::text LIKE '%08316800%'`,
      );
      expect([name, found]).toEqual([name, [{ n: 0 }]]);
    }
    const files = await sqlOf(pool).rows(
      z.object({ why: z.string().nullable(), bytes: z.unknown(), vendor_ref: z.string() }),
      "SELECT removed_why AS why, bytes, vendor_ref FROM files WHERE contact_id = $1",
      [minh?.id ?? ""],
    );
    expect(files).toContainEqual({ why: "identity_papers", bytes: null, vendor_ref: "" });
  });
});
