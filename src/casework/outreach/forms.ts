import { z } from "zod";

/** In what form something is told to many; `loudspeaker` is the monthly duty (C8 of the commune programmes). */
export const OUTREACH_FORMS = [
  "loudspeaker",
  "conference",
  "leaflet",
  "social",
  "door_to_door",
  "other",
] as const;
export const OutreachForm = z.enum(OUTREACH_FORMS);

/**
 * "Truyền thông về giảm nghèo … loa truyền thanh liên tục hàng tháng" (kế hoạch xã Cẩm Lương 2022–2023, tiểu dự án 2, dự án 6).
 * Days of the month on which it becomes a task of the leader, and by which it should be done.
 */
export const OUTREACH_DUTY = { form: "loudspeaker", fromDay: 15, dueDay: 25 } as const;

/** The key of the duty of a unit in a month (YYYY-MM). */
export function outreachDutyKey(unit: string, month: string): string {
  return `bulletin_due:${unit}:${month}`;
}
