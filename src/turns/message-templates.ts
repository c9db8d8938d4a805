import { MessageTemplate } from "../domain/message-template.ts";
import type { Sql } from "./ports.ts";

const COLUMNS = `name, vendor_id AS "vendorId", kind, status, params, price_user AS "priceUser", price_phone AS "pricePhone",
  checked_at AS "checkedAt"`;

/** Every template that is set up here, by name. */
export async function allTemplates(sql: Sql): Promise<MessageTemplate[]> {
  return sql.rows(MessageTemplate, `SELECT ${COLUMNS} FROM message_templates ORDER BY name`);
}

/** The template of this name, whatever the vendor says of it; null where none is set up here. */
export async function templateNamed(sql: Sql, name: string): Promise<MessageTemplate | null> {
  const [found] = await sql.rows(
    MessageTemplate,
    `SELECT ${COLUMNS} FROM message_templates WHERE name = $1`,
    [name],
  );
  return found ?? null;
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
