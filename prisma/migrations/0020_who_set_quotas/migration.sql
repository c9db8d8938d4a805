-- AlterTable
ALTER TABLE "designation_quotas" ADD COLUMN     "entered_at" TIMESTAMPTZ(3),
ADD COLUMN     "entered_by" UUID;
