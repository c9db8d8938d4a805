/** The written parts of the report, III to V, in their order. Their codes stand in the record and in Word files: for ever. */
export const SECTIONS = ["strengths", "limits", "causes", "lessons", "next_steps", "proposals"] as const;
export type Section = (typeof SECTIONS)[number];

export function isSection(text: string): text is Section {
  return SECTIONS.some((section) => section === text);
}
