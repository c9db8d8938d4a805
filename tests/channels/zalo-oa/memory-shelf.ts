import type { MessageTemplate } from "../../../src/domain/message-template.ts";
import type { OutletMemory } from "../../../src/channels/zalo-oa/outlet.ts";
import type { TemplateShelf } from "../../../src/channels/zalo-oa/send-template.ts";

/** Keeps templates as the database would, by name. */
export function memoryShelf(...templates: MessageTemplate[]): TemplateShelf {
  const kept = new Map(templates.map((template) => [template.name, template]));
  return {
    all: async () => [...kept.values()],
    named: async (name) => kept.get(name) ?? null,
    keep: async (template) => void kept.set(template.name, template),
  };
}

/** Keeps an account's address for as long as the test holds it, beyond the life of one channel. */
export function memoryOutlet(): OutletMemory & { kept: "v2" | "v3" | null } {
  const memory: OutletMemory & { kept: "v2" | "v3" | null } = {
    kept: null,
    read: async () => memory.kept,
    write: async (address) => {
      memory.kept = address;
    },
  };
  return memory;
}
