import { libraryOrError } from "../../app/library.ts";
import { environment, readConfig } from "../../config.ts";
import type { Finding } from "../../domain/finding.ts";
import { readArguments } from "../arguments.ts";
import { print } from "../print.ts";
import { examineMachine } from "./machine.ts";
import { examineProgram, runningProgram } from "./program.ts";
import { channelSettings, settingsFinding } from "./settings.ts";
import { zaloWayIn } from "./zalo-way-in.ts";

const LONGEST_WAIT_S = 300;

/**
 * `sinh-ke doctor`: walks through a first day, each line with what it saw and what to do: settings, words, machine, running
 * program, database, and each vendor. `--try CHANNEL:ID` writes to one person there and waits for her answer. Exit code 2
 * where something is wrong.
 */
export async function doctor(args: string[]): Promise<void> {
  const { values } = readArguments(args, {
    try: { type: "string" },
    wait: { type: "string", default: "60" },
    json: { type: "boolean", default: false },
  });
  const config = readConfig(environment());
  const waitMs = Math.min(Number(values.wait) || 0, LONGEST_WAIT_S) * 1000;
  let wrong = false;
  const show = (findings: readonly Finding[]): void => {
    for (const finding of findings) {
      const fine = finding.todo === null;
      wrong ||= !fine;
      const line = `${fine ? "ok  " : "MEND"}  ${finding.check}: ${finding.saw}`;
      print(values.json, { fine, ...finding }, fine ? line : `${line}\n      ${finding.todo}`);
    }
  };
  show([settingsFinding(config), ...channelSettings(config), content()]);
  show(await examineMachine(config));
  show([await runningProgram(config), ...(await zaloWayIn(config))]);
  show(await examineProgram(config, { person: values.try, waitMs }));
  if (wrong) process.exitCode = 2;
}

function content(): Finding {
  const check = "flows and words";
  try {
    const { flows, words } = libraryOrError();
    return { check, saw: `${flows.size} flows in ${words.locales.join(", ")}`, todo: null };
  } catch (error) {
    return {
      check,
      saw: error instanceof Error ? error.message : String(error),
      todo: "Run sinh-ke flows check.",
    };
  }
}
