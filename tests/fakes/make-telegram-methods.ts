import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

/*
 * Boils a machine-readable scrape of the Bot API down to facts: method or type -> member -> accepted types, where
 * a trailing "?" on the member's name means that it may be left out. Run it with a Node that strips types:
 *   node make-telegram-methods.ts telegram-bot-api.json telegram-methods.json
 */

const entry = z.object({
  fields: z
    .array(z.object({ name: z.string(), types: z.array(z.string()), required: z.boolean() }))
    .default([]),
  subtypes: z.array(z.string()).optional(),
  returns: z.array(z.string()).default([]),
});
const scrape = z.object({
  version: z.string(),
  release_date: z.string(),
  methods: z.record(z.string(), entry),
  types: z.record(z.string(), entry),
});
type Entry = z.infer<typeof entry>;
type Scrape = z.infer<typeof scrape>;

function membersOf(described: Entry): Record<string, string> {
  return Object.fromEntries(
    described.fields.map((member) => [
      member.required ? member.name : `${member.name}?`,
      member.types.join(" | "),
    ]),
  );
}

function boilDown(whole: Scrape) {
  const types = Object.entries(whole.types);
  return {
    version: whole.version,
    released: whole.release_date,
    methods: Object.fromEntries(Object.entries(whole.methods).map(([name, one]) => [name, membersOf(one)])),
    returns: Object.fromEntries(
      Object.entries(whole.methods).map(([name, one]) => [name, one.returns.join(" | ")]),
    ),
    types: Object.fromEntries(
      types.filter(([, one]) => one.subtypes === undefined).map(([name, one]) => [name, membersOf(one)]),
    ),
    unions: Object.fromEntries(
      types.flatMap(([name, one]) => (one.subtypes === undefined ? [] : [[name, one.subtypes]])),
    ),
  };
}

const [input, output] = process.argv.slice(2);
if (input === undefined || output === undefined) {
  throw new Error(
    "Say which scrape to read and which file to write: make-telegram-methods.ts IN.json OUT.json",
  );
}
writeFileSync(output, JSON.stringify(boilDown(scrape.parse(JSON.parse(readFileSync(input, "utf8"))))));
