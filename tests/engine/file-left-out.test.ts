import { expect, test } from "vitest";
import { newSession } from "../../src/engine/session.ts";
import { step } from "../../src/engine/step.ts";
import { shippedLibrary } from "../support/library.ts";
import { NOW } from "./talk.ts";
import { PEOPLE } from "./walks.ts";

const LIBRARY = shippedLibrary();

test.each(["vi", "en"])(
  "a message with a file (%s) says in its own language what stands for it where none can go",
  (locale) => {
    const session = { ...newSession(locale), me: PEOPLE[0] };
    const { effects } = step(
      LIBRARY,
      session,
      { kind: "start", flow: "picture_ready", vars: { file: "f1", what: "plan_card", text: "Kế hoạch" } },
      NOW,
    );
    const said = effects.flatMap((effect) => (effect.kind === "send" ? [effect.message] : []));
    expect(said.filter(({ file }) => file === "f1").map((one) => one.file_left_out)).toEqual([
      LIBRARY.words.text(locale, "common.file_left_out"),
    ]);
  },
);
