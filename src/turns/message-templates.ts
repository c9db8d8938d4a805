import { z } from "zod";
import { MessageTemplate, TemplateParam } from "../domain/message-template.ts";
import type { Sql } from "./ports.ts";

const Row = z.object({
  name: z.string(),
  vendorId: z.string(),
  kind: MessageTemplate.shape.kind,
  status: z.string(),
  params: z.array(TemplateParam),
  priceUser: z.int().nullable(),
  pricePhone: z.int().nullable(),
  checkedAt: z.date(),
});

/** Every template that is set up here, by name. */
export async function allTemplates(sql: Sql): Promise<MessageTemplate[]> {
  return sql.rows(
    Row,
    `SELECT name, vendor_id AS "vendorId", kind, status, params, price_user AS "priceUser", price_phone AS "pricePhone",
       checked_at AS "checkedAt" FROM message_templates ORDER BY name`,
  );
}

/** Puts a template in place of the one of the same name. */
export async function keepTemplate(sql: Sql, template: MessageTemplate): Promise<void> {
  const { name, vendorId, kind, status, params, priceUser, pricePhone, checkedAt } = template;
  await sql.run(
    `INSERT INTO message_templates (name, vendor_id, kind, status, params, price_user, price_phone, checked_at)
     VALUES ($1, $2, $3, $4, $5::jsonb, $6, $7, $8)
     ON CONFLICT (name) DO UPDATE SET vendor_id = excluded.vendor_id, kind = excluded.kind, status = excluded.status,
       params = excluded.params, price_user = excluded.price_user, price_phone = excluded.price_phone,
       checked_at = excluded.checked_at`,
    [name, vendorId, kind, status, JSON.stringify(params), priceUser, pricePhone, checkedAt],
  );
}
