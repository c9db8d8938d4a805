-- Whose answer it is, so that an erasure finds the words of whoever was to get it.
ALTER TABLE "return_events" ADD COLUMN "next_id" UUID;

ALTER TABLE "return_events" ADD CONSTRAINT "return_events_next_id_fkey" FOREIGN KEY ("next_id") REFERENCES "households"("id") ON DELETE SET NULL ON UPDATE CASCADE;

UPDATE "return_events" e SET "next_id" = r."next_id" FROM "returns" r
WHERE r."id" = e."return_id" AND r."next_id" IS NOT NULL AND e."what" IN ('offered', 'wanted', 'received', 'not_received')
  AND e."id" >= (SELECT max(o."id") FROM "return_events" o WHERE o."return_id" = r."id" AND o."what" = 'offered');
