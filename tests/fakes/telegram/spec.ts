import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Upload } from "../common/form.ts";
import { isFields } from "../common/values.ts";
import type { Fields } from "../common/values.ts";

export type Shape = ReadonlyMap<string, { types: readonly string[]; required: boolean }>;

const file = z.object({
  methods: z.record(z.string(), z.record(z.string(), z.string())),
  types: z.record(z.string(), z.record(z.string(), z.string())),
  unions: z.record(z.string(), z.array(z.string())),
});
const facts = file.parse(
  JSON.parse(readFileSync(new URL("../telegram-methods.json", import.meta.url), "utf8")),
);
const methods = new Map(Object.entries(facts.methods).map(([name, members]) => [name, shapeOf(members)]));
const types = new Map(Object.entries(facts.types).map(([name, members]) => [name, shapeOf(members)]));

/** The parameters of a method, or undefined where the Bot API has no such method. */
export function shapeOfMethod(name: string): Shape | undefined {
  return methods.get(name);
}

/** What is wrong with an object, or undefined: unknown members, wrong types, missing ones, at any depth. */
export function complaintAbout(shape: Shape, fields: Fields, where = ""): string | undefined {
  for (const [name, value] of Object.entries(fields)) {
    const member = shape.get(name);
    if (member === undefined) return `unknown member "${where}${name}"`;
    const complaint = complaintAboutValue(member.types, value, `${where}${name}`);
    if (complaint !== undefined) return complaint;
  }
  for (const [name, member] of shape) {
    if (member.required && fields[name] === undefined) return `member "${where}${name}" is missing`;
  }
  return undefined;
}

/** The same for an object of a named type, for checking what the fake itself sends. */
export function complaintAboutType(type: string, value: unknown): string | undefined {
  return complaintAboutValue([type], value, type);
}

export function isUpload(value: unknown): value is Upload {
  return isFields(value) && Buffer.isBuffer(value["bytes"]);
}

function shapeOf(members: Readonly<Record<string, string>>): Shape {
  return new Map(
    Object.entries(members).map(([name, list]) => {
      const required = !name.endsWith("?");
      return [required ? name : name.slice(0, -1), { types: list.split(" | "), required }];
    }),
  );
}

function complaintAboutValue(accepted: readonly string[], value: unknown, where: string): string | undefined {
  const complaints: string[] = [];
  for (const type of accepted) {
    const complaint = complaintForOneType(type, value, where);
    if (complaint === undefined) return undefined;
    complaints.push(complaint);
  }
  return complaints.join(", or ");
}

function complaintForOneType(type: string, value: unknown, where: string): string | undefined {
  const list = /^Array of (.+)$/.exec(type)?.[1];
  if (list !== undefined) {
    if (!Array.isArray(value)) return `"${where}" must be a list of ${list}`;
    const items: readonly unknown[] = value;
    for (const [at, item] of items.entries()) {
      const complaint = complaintAboutValue([list], item, `${where}[${at}]`);
      if (complaint !== undefined) return complaint;
    }
    return undefined;
  }
  const union = facts.unions[type];
  if (union !== undefined) return complaintAboutValue(union, value, where);
  if (isPlain(type, value)) return undefined;
  const shape = types.get(type);
  if (shape === undefined || type === "InputFile" || !isFields(value)) return `"${where}" must be ${type}`;
  return complaintAbout(shape, value, `${where}.`);
}

function isPlain(type: string, value: unknown): boolean {
  switch (type) {
    case "String":
      return typeof value === "string";
    case "Integer":
      return Number.isSafeInteger(value);
    case "Float":
      return typeof value === "number" && Number.isFinite(value);
    case "Boolean":
      return typeof value === "boolean";
    case "InputFile":
      return isUpload(value);
    case "KeyboardButton":
      // "For simple text buttons, String can be used instead of this object."
      return typeof value === "string";
    default:
      return false;
  }
}
