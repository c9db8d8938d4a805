-- What the next household wrote once stood in the note of the return, which is the other household's.
UPDATE "returns" r SET "note" = NULL
WHERE EXISTS (SELECT FROM "return_events" e
  WHERE e."return_id" = r."id" AND e."what" = 'not_received' AND e."note" = r."note");

-- Whose refusal an older one was is not on record any more, so that an erasure could not find its words.
UPDATE "return_events" SET "note" = NULL WHERE "what" = 'not_wanted' AND "next_id" IS NULL AND "note" IS NOT NULL;
