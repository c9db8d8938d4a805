-- AlterTable
ALTER TABLE "visits" ADD COLUMN     "before" JSONB;
