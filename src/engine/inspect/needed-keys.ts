import type { Flow } from "../flow.ts";
import { AnswerKind } from "../answer-kind.ts";
import type { Step } from "../flow-file.ts";
import { COMMANDS } from "../library.ts";
import { rests, waysOut } from "./ways.ts";
import { ADDRESSES } from "../../domain/roles.ts";

/** The words that one flow asks for. */
export type NeededKeys = {
  /** Texts that every released language must have. */
  must: string[];
  /** Lists of what people may type; every released language must have them. */
  lists: string[];
  /** What a language may have as well: other words for asking again, help, synonyms of an option. */
  may: string[];
};

/** Computed from the flow, not from any language, so that no language can be complete by lacking the same as another. */
export function neededKeys(flow: Flow): NeededKeys {
  const needed: NeededKeys = { must: ["title"], lists: [], may: [] };
  if (flow.starts_on_keywords) {
    needed.lists.push("keywords");
    needed.may.push("alone", "alone_household", "alone_officer", "alone_leader", "like");
  }
  for (const step of flow.steps) collect(flow, step, needed);
  const full = (key: string): string => `${flow.flow}.${key}`;
  return { must: needed.must.map(full), lists: needed.lists.map(full), may: needed.may.map(full) };
}

function collect(flow: Flow, step: Step, { must, may }: NeededKeys): void {
  if (step.do === "say") return void must.push(step.id);
  if (step.do === "choose" && step.hears !== false)
    may.push(...(step.options ?? []).map((option) => `${step.id}.options.${option}_heard`));
  if (!rests(step)) return;
  must.push(step.id);
  may.push(`${step.id}.again`, `${step.id}.help`, `${step.id}.short`);
  if (step.do === "confirm") return;
  // Its name is read back, or offered for correction at a later question.
  (canBeCorrected(flow, step) ? must : may).push(`${step.id}.label`);
  if (step.do !== "choose") return;
  // How an option that a query found is called, where its own label will not do.
  if (step.from !== undefined) may.push(`${step.id}.option`);
  for (const option of step.options ?? []) {
    must.push(`${step.id}.options.${option}`);
    may.push(`${step.id}.options.${option}_also`);
  }
}

/** Whether another question of the same flow can come after this one. */
function canBeCorrected(flow: Flow, step: Step): boolean {
  const seen = new Set<string>();
  const open = waysOut(flow, step).map(({ to }) => to);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const next = flow.byId.get(id);
    if (next === undefined || seen.has(id)) continue;
    if (rests(next)) return true;
    seen.add(id);
    open.push(...waysOut(flow, next).map(({ to }) => to));
  }
  return false;
}

/** Files of words that pages in a browser and papers say; a test of each compares them with what asks for them. */
const PAGES = ["simulator", "leaders", "papers", "lists", "my_data", "pictures", "zalo_consent"];

/** Whether a page says this, so that no flow has to. */
export function isOnPage(key: string): boolean {
  return PAGES.includes(key.split(".")[0] ?? "");
}

const KINDS = AnswerKind.options.map((option) => option.shape.kind.value);

/** Said in no other form. */
const FIXED = `yes no not_yet unknown photo_received
  right not_right fix all_right which_to_fix sure which none_of_these more not_clear
  may_skip cannot_skip no_accounts nothing_to_fix no_way_back old_button edited edited_in_talk edited_late share_phone file_left_out back_to_talk taken_up_beside other_household heard
  help nudge trouble done flow_changed person_will_look unsupported broadcast_signature not_in_your_hands kept_for kept_words answered_late
  knock template_debt template_day template_deadline return_part return_money whole_place
  papers_refused`;

/** Codes that the readers give to readings that have to be told apart; see `language/reading.ts`. */
const WHY = `range_from range_to product sum chuc_10 chuc_12 chuc_14 thien_1000 thien_1200
  sao_south sao_central sao_north thuoc_central thuoc_north mau_south mau_central mau_north cong ha m2 solar lunar
  each_month days_20 days_26 weeks_4 twelfth`;

/** The words under `common` that the engine and the channels say. A test compares them with the source. */
export const COMMON_KEYS: { must: readonly string[]; lists: readonly string[] } = {
  must: [
    ...[...ADDRESSES, "unknown"].map((address) => `you.${address}`),
    "house.own",
    "house.other",
    ...KINDS.map((kind) => `again.${kind}`),
    "again.choose",
    ...KINDS.map((kind) => `help_with.${kind}`),
    "help_with.choose",
    ...FIXED.split(/\s+/),
    ...["photo", "voice", "document", "video"].flatMap((file) => [`kept_${file}`, `got_${file}`]),
    "words_not_clear",
    ...WHY.split(/\s+/).map((code) => `why.${code}`),
    ...["menu", "help", "language", "stop"].map((command) => `telegram_commands.${command}`),
    "doctor_hello",
  ].map((key) => `common.${key}`),
  lists: [
    ...COMMANDS.map((command) => `common.commands.${command}`),
    "common.greetings",
    "common.thanks",
    "common.papers",
  ],
};
