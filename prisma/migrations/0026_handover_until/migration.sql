-- AlterTable
ALTER TABLE "handovers" ADD COLUMN     "back_at" TIMESTAMPTZ(3),
ADD COLUMN     "until_on" DATE;
