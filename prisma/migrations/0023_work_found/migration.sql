-- AlterTable
ALTER TABLE "work_results" ADD COLUMN     "ended_on" DATE,
ADD COLUMN     "wage" BIGINT,
ADD COLUMN     "who" TEXT;
