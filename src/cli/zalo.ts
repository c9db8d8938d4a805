import { consentLink } from "../app/zalo-consent.ts";
import { openZaloOa } from "../app/channels.ts";
import { systemClock } from "../clock.ts";
import { environment, readConfig } from "../config.ts";
import { AppError } from "../domain/app-error.ts";
import type { MessageTemplate } from "../domain/message-template.ts";
import type { Database } from "../store/pool.ts";
import { Settings } from "../store/settings.ts";
import { sqlOf } from "../store/sql.ts";
import { allTemplates, keepTemplate } from "../turns/message-templates.ts";
import { readArguments } from "./arguments.ts";
import { print } from "./print.ts";
import { secretsOf } from "./secrets.ts";
import { withDatabase } from "./with-database.ts";

const SAY =
  "Say what to do: sinh-ke zalo connect, sinh-ke zalo templates, or sinh-ke zalo template NAME NUMBER.";

/**
 * `sinh-ke zalo connect`: the link by which an administrator of the Official Account lets this program write for it.
 * `template NAME NUMBER`: from now on the messages that we call NAME go as Zalo's template NUMBER. `templates`: all of them.
 */
export async function zalo(args: string[]): Promise<void> {
  const { values, positionals } = readArguments(args, { json: { type: "boolean", default: false } });
  const [what, name, vendorId, ...more] = positionals;
  if (what === "connect" && name === undefined) return connect(values.json);
  if (what === "templates" && name === undefined) return showTemplates(values.json);
  if (what === "template" && name !== undefined && vendorId !== undefined && more.length === 0)
    return useTemplate(name, vendorId, values.json);
  throw new AppError("bad_zalo", SAY, 1);
}

async function connect(json: boolean): Promise<void> {
  const config = readConfig(environment());
  const link = await withDatabase((pool) =>
    consentLink(config, new Settings(pool, () => systemClock.now()), secretsOf(config), systemClock.now()),
  );
  print(
    json,
    { link },
    `${link}\nTo be opened by an administrator of the Official Account within a week, once. ` +
      "In Zalo's console the callback address must be the same as PUBLIC_URL followed by /zalo/callback.",
  );
}

async function useTemplate(name: string, vendorId: string, json: boolean): Promise<void> {
  if (!/^[a-z][a-z_]{0,39}$/.test(name) || !/^\d{1,18}$/.test(vendorId))
    throw new AppError(
      "bad_template",
      "NAME is one of docs/operations.md (deadline, household, broadcast), NUMBER that of the approved template in Zalo's console.",
      1,
    );
  const template = await withDatabase((pool) => askAndKeep(pool, name, vendorId));
  print(json, template, lineOf(template));
}

async function askAndKeep(pool: Database, name: string, vendorId: string): Promise<MessageTemplate> {
  const config = readConfig(environment());
  const account = openZaloOa({
    config,
    clock: systemClock,
    alarm: () => undefined,
    count: () => undefined,
    settings: new Settings(pool, () => systemClock.now()),
    secrets: secretsOf(config),
    sql: sqlOf(pool),
  });
  if (account === null)
    throw new AppError("no_account", "Set ZALO_APP_ID, ZALO_APP_SECRET and ZALO_OA_ID first.", 1);
  const answer = await account.templateInfo({ name, vendorId });
  if (answer.kind === "ok") {
    await keepTemplate(sqlOf(pool), answer.template);
    return answer.template;
  }
  const why = answer.kind === "broken" ? answer.sent.why : `${answer.code} ${answer.message}`;
  throw new AppError("no_template", `Zalo did not describe template ${vendorId}: ${why}.`, 2);
}

async function showTemplates(json: boolean): Promise<void> {
  const templates = await withDatabase((pool) => allTemplates(sqlOf(pool)));
  for (const template of templates) print(json, template, lineOf(template));
  if (templates.length === 0 && !json)
    print(json, {}, "None is set up. Once Zalo has approved one: sinh-ke zalo template NAME NUMBER.");
}

function lineOf({ name, vendorId, kind, status, params, priceUser, pricePhone, checkedAt }: MessageTemplate) {
  const holes = params.map((param) => `${param.name} (${param.type}, at most ${param.max})`).join(", ");
  return (
    `${name}  ${vendorId}  ${status}  ${kind}  by account: ${price(priceUser)}, by telephone: ${price(pricePhone)}  ` +
    `asked ${checkedAt.toISOString()}\n      ${holes || "nothing to fill in"}`
  );
}

function price(dong: number | null): string {
  return dong === null ? "no" : `${dong} đồng`;
}
