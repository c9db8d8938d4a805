-- AlterTable
ALTER TABLE "files" ADD COLUMN     "album" TEXT,
ADD COLUMN     "album_part" INTEGER;

-- CreateIndex
CREATE INDEX "files_by_album" ON "files"("contact_id", "album") WHERE (album IS NOT NULL);
