-- AlterTable
ALTER TABLE "shock_events" ADD COLUMN     "told" TEXT;
