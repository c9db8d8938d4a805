import { ZaloRefusal } from "./refusal.ts";
import type { Fields } from "../common/values.ts";

export type TemplateParam = {
  name: string;
  maxLength: number;
  required: boolean;
  type?: "text" | "number" | "date";
};

export type ZbsTemplate = {
  id: string;
  status: "ENABLE" | "PENDING_REVIEW" | "REJECT" | "DISABLE";
  params: readonly TemplateParam[];
  /** Whether it may go to a user id: approved since 10/12/2025, no OTP, no quick response. */
  byUserId: boolean;
  price: number;
};

export type Templates = {
  add(template: ZbsTemplate): void;
  get(id: string): ZbsTemplate | undefined;
  /** Refuses data that does not fit the template's own limits. */
  check(id: string, data: Fields): ZbsTemplate;
  /** Takes one message off the day's quota; what is left of it. */
  spend(): number;
  left(): number;
};

const formats = {
  text: /[\s\S]*/,
  number: /^-?\d+([.,]\d+)*$/,
  date: /^\d{1,2}[/:-]\d{1,2}([/:-]\d{2,4})?.*$/,
};

/** Approved message templates and their daily quota. */
export function makeTemplates(dailyQuota: number): Templates {
  const templates = new Map<string, ZbsTemplate>();
  let spent = 0;
  return {
    add: (template) => void templates.set(template.id, template),
    get: (id) => templates.get(id),
    check: (id, data) => {
      const template = templates.get(id);
      if (template === undefined) throw new ZaloRefusal(-109, "Template id is invalid");
      if (template.status === "DISABLE") throw new ZaloRefusal(-146, "Template is disabled for low quality");
      if (template.status !== "ENABLE") throw new ZaloRefusal(-131, "Template is not approved");
      for (const param of template.params) checkParam(param, data[param.name]);
      const unknown = Object.keys(data).find((name) => template.params.every((param) => param.name !== name));
      if (unknown !== undefined) throw new ZaloRefusal(-112, `Template data has no parameter ${unknown}`);
      return template;
    },
    spend: () => {
      if (spent >= dailyQuota) throw new ZaloRefusal(-144, "OA's daily quota is used up");
      spent += 1;
      return dailyQuota - spent;
    },
    left: () => dailyQuota - spent,
  };
}

function checkParam({ name, maxLength, required, type = "text" }: TemplateParam, value: unknown): void {
  if (value === undefined || value === "") {
    if (required) throw new ZaloRefusal(-1122, `Template data lacks parameter ${name}`);
    return;
  }
  const text = typeof value === "string" || typeof value === "number" ? String(value) : undefined;
  if (text === undefined || !formats[type].test(text))
    throw new ZaloRefusal(-1124, `Parameter ${name} is not a ${type}`);
  if (text.length > maxLength) throw new ZaloRefusal(-1121, `Parameter ${name} is longer than ${maxLength}`);
}
