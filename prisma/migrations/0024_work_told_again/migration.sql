-- AlterTable
ALTER TABLE "work_results" ADD COLUMN     "before" JSONB;
