import type { Flow } from "../flow.ts";
import { following } from "../flow.ts";
import type { Step } from "../flow-file.ts";

/** One way out of a step; `path` is where in the step it is written, absent where it is the order of the file. */
export type Way = { to: string; path?: PropertyKey[] };

/** Every step that may come after this one, `end` included. */
export function waysOut(flow: Flow, step: Step): Way[] {
  const onward: Way = step.go === undefined ? { to: following(flow, step) } : { to: step.go, path: ["go"] };
  switch (step.do) {
    case "end":
      return [{ to: "end" }];
    case "say":
    case "set":
    case "flow":
    case "confirm":
      return [onward];
    case "ask":
      return [onward, ...named(step, "later"), ...timeout(step)];
    case "choose": {
      const goes = Object.entries(step.goes ?? {}).map(([option, to]) => ({ to, path: ["goes", option] }));
      const falls =
        step.hears === "only" ||
        step.from !== undefined ||
        step.options?.some((option) => step.goes?.[option] === undefined);
      return [
        ...(falls === true ? [onward] : []),
        ...goes,
        ...named(step, "none"),
        ...named(step, "later"),
        ...timeout(step),
      ];
    }
    case "branch": {
      const cases = step.cases.map(({ go }, index) => ({ to: go, path: ["cases", index, "go"] }));
      const otherwise = step.otherwise === undefined ? onward : { to: step.otherwise, path: ["otherwise"] };
      return [...cases, otherwise];
    }
    case "do":
      return [onward, ...Object.entries(step.on).map(([code, to]) => ({ to, path: ["on", code] }))];
    default:
      return step satisfies never;
  }
}

/** Whether the talk rests here until the person answers. */
export function rests(step: Step): boolean {
  return step.do === "confirm" || ((step.do === "ask" || step.do === "choose") && step.hears !== "only");
}

function named<Field extends string>(step: { [field in Field]?: string | undefined }, field: Field): Way[] {
  const to = step[field];
  return to === undefined ? [] : [{ to, path: [field] }];
}

function timeout(step: { timeout?: { go?: string | undefined } | undefined }): Way[] {
  const to = step.timeout?.go;
  return to === undefined ? [] : [{ to, path: ["timeout", "go"] }];
}
