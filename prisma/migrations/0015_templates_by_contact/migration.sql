-- Whether a message arrived and was looked at stands in the outbox: these were never written.
ALTER TABLE "reminders" DROP COLUMN "delivered_at",
DROP COLUMN "read_at";

-- When a household was knocked for last, without reading all that it was ever told.
CREATE INDEX "outbox_templates" ON "outbox"("contact_id", "created_at") WHERE (payload ? 'template'::text);
