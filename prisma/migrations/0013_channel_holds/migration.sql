-- AlterTable
ALTER TABLE "send_slots" ADD COLUMN     "held_until" TIMESTAMPTZ(3),
ADD COLUMN     "throttled_at" TIMESTAMPTZ(3),
ADD COLUMN     "throttled_by" UUID;
