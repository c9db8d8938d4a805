-- AlterTable
ALTER TABLE "files" ADD COLUMN     "fetch_at" TIMESTAMPTZ(3),
ADD COLUMN     "fetch_tries" INTEGER NOT NULL DEFAULT 0;

-- CreateIndex
CREATE INDEX "files_to_fetch" ON "files"("fetch_at") WHERE (fetch_at IS NOT NULL);
