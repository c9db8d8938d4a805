-- AlterTable
ALTER TABLE "report_snapshots" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
