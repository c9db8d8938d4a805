-- CreateIndex
CREATE INDEX "timers_maybe_told_of_household" ON "timers"("household_id") WHERE (outcome = 'maybe_told'::text);

-- CreateIndex
CREATE INDEX "timers_maybe_told_of_person" ON "timers"("person_id") WHERE (outcome = 'maybe_told'::text);
