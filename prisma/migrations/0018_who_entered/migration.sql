-- AlterTable
ALTER TABLE "assignments" ADD COLUMN     "entered_by" UUID;

-- AlterTable
ALTER TABLE "enrolment_quotas" ADD COLUMN     "entered_at" TIMESTAMPTZ(3),
ADD COLUMN     "entered_by" UUID;

-- AlterTable
ALTER TABLE "model_households" ADD COLUMN     "entered_by" UUID;
