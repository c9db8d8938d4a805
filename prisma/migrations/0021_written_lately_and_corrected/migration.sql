-- CreateIndex
CREATE INDEX "diary_entries_entered_by_created_at_idx" ON "diary_entries"("entered_by", "created_at");

-- CreateIndex
CREATE INDEX "diary_entries_corrects" ON "diary_entries"("corrects") WHERE (corrects IS NOT NULL);

-- CreateIndex
CREATE INDEX "needs_entered_by_created_at_idx" ON "needs"("entered_by", "created_at");

-- CreateIndex
CREATE INDEX "visits_entered_by_created_at_idx" ON "visits"("entered_by", "created_at");
