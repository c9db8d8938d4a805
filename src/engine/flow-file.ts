import { z } from "zod";
import { AnswerKind } from "./answer-kind.ts";

/**
 * The format of a flow file: logic only, no words. A list of steps; the order is the usual way, `go` is
 * written only where it differs. Ids are for ever, since stored talks point at them; a renamed step lists its
 * former ids under `was`. The words live in `locales/<language>/<flow>.yaml` under the same ids.
 */
export const Id = z.string().regex(/^[a-z][a-z0-9_]*$/, "use lower case letters, digits and _");
/** A step's id, or `end` to leave the flow. */
const Target = Id;
const Path = z.string().regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$/, "use a name, or names joined by dots");
const Literal = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A value handed to a command: written here, or taken from what the talk remembers. */
const Given = z.union([Literal, z.strictObject({ var: Path })]);
const With = z.record(Id, Given);
export type Given = z.infer<typeof Given>;

/** The closed set of conditions. What needs more is a command written in TypeScript. */
export const Condition = z
  .strictObject({
    var: Path,
    is: Literal.optional(),
    is_one_of: z.array(Literal).min(1).optional(),
    at_least: z.number().optional(),
    at_most: z.number().optional(),
    is_set: z.boolean().optional(),
    /** The variable is a list that holds this. */
    has: Literal.optional(),
  })
  .refine(
    (c) =>
      [c.is, c.is_one_of, c.at_least, c.at_most, c.is_set, c.has].filter((test) => test !== undefined)
        .length === 1,
    "name exactly one test: is, is_one_of, at_least, at_most, is_set or has",
  );
export type Condition = z.infer<typeof Condition>;

/** Whether a question looks for its answer in the line that began the talk; `only`: where there is none, nothing is asked. */
const Hears = z.union([z.boolean(), z.literal("only")]).default(false);

const base = { id: Id, was: z.array(Id).optional(), go: Target.optional() };
/** ISO 8601 duration in days or hours: P3D, PT12H. */
const Duration = z.string().regex(/^P(\d+D|T\d+H)$/, "write P3D for three days or PT12H for twelve hours");
const Timeout = z.strictObject({ after: Duration, go: Target.optional() });

export const Step = z.discriminatedUnion("do", [
  z.strictObject({
    ...base,
    do: z.literal("say"),
    file: Path.optional(),
    /** What is said is not kept once it has been sent. */
    secret: z.boolean().default(false),
  }),
  z.strictObject({
    ...base,
    do: z.literal("ask"),
    answer: AnswerKind,
    save: Id.optional(),
    optional: z.boolean().default(false),
    /**
     * What is typed is kept nowhere: not in the inbox, not among the answers, not in the talk. The step after it hands it
     * to a command, in the same turn; when the talk rests, it is gone.
     */
    secret: z.boolean().default(false),
    /** With a text: where to go for "để coi", "không", "không biết", which are no sentence to be kept. */
    later: Target.optional(),
    /** Asked because of what the record of the household holds: for another household it is asked anew. */
    of_household: z.boolean().default(false),
    timeout: Timeout.optional(),
    /** A day, an hour, a sum, or with a text the things (`5 con vịt`) that the line that began the talk names are taken, and not asked. */
    hears: Hears,
  }),
  z.strictObject({
    ...base,
    do: z.literal("choose"),
    options: z.array(Id).min(1).optional(),
    /** Options from a query; fixed options, where there are any as well, come after them. */
    from: z.strictObject({ query: z.string(), with: With.default({}) }).optional(),
    /** Where to go for an option; the others go on to the next step. */
    goes: z.record(Id, Target).optional(),
    /** Shown only while the condition holds. */
    only: z.record(Id, Condition).optional(),
    save: Id.optional(),
    optional: z.boolean().default(false),
    timeout: Timeout.optional(),
    /** With `from`: where to go when the query offers nothing. */
    none: Target.optional(),
    /** Only a tap, a number, or the option's own words count: no `dạ`, no part of a word, no slip. */
    exact: z.boolean().default(false),
    /** With `exact`: where to go for "để coi", "để lần sau", which is neither a yes nor a no. An option called `later` is taken for it. */
    later: Target.optional(),
    /** With `from`: the fixed options come before those of the query. */
    options_first: z.boolean().default(false),
    /** A menu: what fits no option may begin another flow by its keywords. */
    menu: z.boolean().default(false),
    /** As in `ask`. */
    of_household: z.boolean().default(false),
    /**
     * What the line that began the talk says clearly is taken, and not asked: by the words under `<option>_heard`, or by the
     * name of what a query found; `named`: by the options' own words, and it is said what was heard.
     */
    hears: z.union([Hears, z.literal("named")]),
  }),
  z.strictObject({ ...base, do: z.literal("confirm"), reads: z.array(Id).min(1) }),
  z.strictObject({
    ...base,
    do: z.literal("branch"),
    cases: z.array(z.strictObject({ when: z.union([Condition, z.array(Condition)]), go: Target })).min(1),
    otherwise: Target.optional(),
  }),
  z.strictObject({ ...base, do: z.literal("set"), values: With }),
  z.strictObject({
    ...base,
    do: z.literal("do"),
    command: z.string(),
    with: With.default({}),
    save: Id.optional(),
    /** Where to go for a result other than `ok`. */
    on: z.record(Id, Target).default({}),
  }),
  z.strictObject({
    ...base,
    do: z.literal("flow"),
    flow: Id,
    with: With.default({}),
    /** Ours <- theirs: variables taken over when the sub-flow ends. */
    save: z.record(Id, Id).default({}),
  }),
  z.strictObject({ ...base, do: z.literal("end") }),
]);
export type Step = z.infer<typeof Step>;
export type StepOf<K extends Step["do"]> = Extract<Step, { do: K }>;

export const FlowFile = z
  .strictObject({
    flow: Id,
    version: z.int().positive(),
    /** Its keywords in the locale begin it from anywhere, for people who have one of these roles. */
    starts_on_keywords: z.boolean().default(false),
    /** A line outside any question that tells of something done (`bán 3 con heo được 12tr`) begins it. */
    starts_on_entries: z.boolean().default(false),
    /** What a line is about, `họp bàn chuyện vay vốn`, begins no other flow where its keywords stand before that. */
    has_topic: z.boolean().default(false),
    /** Four digits outside any question begin it, as `code`: what is written on the board at a meeting. */
    starts_on_codes: z.boolean().default(false),
    /** Wishes that a line outside any question may hold; see `language/wishes.ts`. */
    starts_on_wishes: z.array(Id).default([]),
    roles: z.array(z.enum(["stranger", "household", "officer", "leader", "province", "viewer"])).default([]),
    /** What a caller hands in; known to the linter. */
    takes: z.array(Id).default([]),
    /** Begun by a timer or by what somebody else did, so it may stand on a locked screen or be read by others. */
    pushed: z.boolean().default(false),
    /** When it ends, an interrupted talk goes on at once instead of being offered. */
    resume_at_once: z.boolean().default(false),
    /** A message with taps rather than a talk: pushed aside, it is neither kept to be offered again nor gone back to. */
    notice: z.boolean().default(false),
    /** Does not push aside a talk in which somebody wrote a short while ago; waits for a pause. */
    waits_for_pause: z.boolean().default(false),
    /** Begun with `text` by a line at the menu that nothing else takes and that may name a household. */
    starts_on_names: z.boolean().default(false),
    /** Begun with `said` by a sentence at the menu that nothing else takes; one more sentence is added to the first. */
    starts_on_sentences: z.boolean().default(false),
    /** Its questions come before anything else: what is told beside them is no beginning of another talk. */
    undisturbed: z.boolean().default(false),
    /** What it is about cannot wait: a wish that begins it is not weighed against other talks that the line is like. */
    urgent: z.boolean().default(false),
    /** What the line that began it tells for the household's book beside, `bán 2 con heo 5tr, mai đi Bình Dương`, is offered first. */
    entries_beside: z.boolean().default(false),
    steps: z.array(Step).min(1),
  })
  .superRefine((flow, context) => {
    const seen = new Set<string>();
    flow.steps.forEach((step, index) => {
      for (const id of [step.id, ...(step.was ?? [])]) {
        if (id === "end" || seen.has(id))
          context.addIssue({
            code: "custom",
            path: ["steps", index, "id"],
            message: id === "end" ? "`end` is reserved; choose another id" : `the id ${id} stands twice`,
          });
        seen.add(id);
      }
      if (step.do === "ask" && step.answer.kind === "identity_number" && !step.secret)
        context.addIssue({
          code: "custom",
          path: ["steps", index],
          message: "an identity number is asked with secret: true",
        });
      if (step.do === "ask" && step.secret && !["identity_number", "text"].includes(step.answer.kind))
        context.addIssue({
          code: "custom",
          path: ["steps", index],
          message: "only text and identity_number can be secret: other kinds read back what was understood",
        });
      if (step.do === "choose" && step.options === undefined && step.from === undefined)
        context.addIssue({
          code: "custom",
          path: ["steps", index],
          message: "give options, from, or both",
        });
    });
  });
export type FlowFile = z.infer<typeof FlowFile>;
