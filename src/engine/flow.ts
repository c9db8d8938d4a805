import type { FlowFile, Step } from "./flow-file.ts";

/** A flow ready to run: its steps by id and by former id, and the order they stand in. */
export type Flow = FlowFile & {
  byId: Map<string, Step>;
  position: Map<string, number>;
  /** Variables that hold a secret answer; gone when the talk rests. */
  secrets: readonly string[];
};

/** Prepares a parsed flow file for running. */
export function indexFlow(file: FlowFile): Flow {
  const byId = new Map<string, Step>();
  const position = new Map<string, number>();
  file.steps.forEach((step, index) => {
    for (const id of [step.id, ...(step.was ?? [])]) byId.set(id, step);
    position.set(step.id, index);
  });
  const secrets = file.steps.flatMap((step) =>
    step.do === "ask" && step.secret ? [step.save ?? step.id] : [],
  );
  return { ...file, byId, position, secrets };
}

/** The step that stands after this one in the file, or `end`. */
export function following(flow: Flow, step: Step): string {
  const next = flow.steps[(flow.position.get(step.id) ?? flow.steps.length) + 1];
  return next?.id ?? "end";
}
