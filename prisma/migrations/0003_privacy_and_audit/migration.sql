-- AlterTable
ALTER TABLE "audit" ADD COLUMN     "contact_id" UUID,
ADD COLUMN     "position" BIGINT,
ALTER COLUMN "previous" DROP NOT NULL,
ALTER COLUMN "hash" DROP NOT NULL;

-- AlterTable
ALTER TABLE "consents" ADD COLUMN     "details" TEXT,
ADD COLUMN     "details_read" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "withdrawn_by" UUID;

-- AlterTable
ALTER TABLE "files" ADD COLUMN     "removed_at" TIMESTAMPTZ(3),
ADD COLUMN     "removed_why" TEXT;

-- AlterTable
ALTER TABLE "households" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "sensitive_fields" (
    "id" UUID NOT NULL,
    "owner_kind" TEXT NOT NULL,
    "owner_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "sealed" TEXT NOT NULL,
    "lookup" TEXT,
    "key_id" TEXT NOT NULL,
    "entered_by" UUID,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sensitive_fields_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "privacy_requests" (
    "id" UUID NOT NULL,
    "number" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "person_id" UUID,
    "household_id" UUID,
    "witness_id" UUID,
    "note" TEXT,
    "task_id" UUID,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" DATE NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" UUID,

    CONSTRAINT "privacy_requests_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sensitive_fields_kind_lookup_idx" ON "sensitive_fields"("kind", "lookup");

-- CreateIndex
CREATE INDEX "sensitive_fields_key_id_idx" ON "sensitive_fields"("key_id");

-- CreateIndex
CREATE UNIQUE INDEX "sensitive_fields_owner_kind_owner_id_kind_key" ON "sensitive_fields"("owner_kind", "owner_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "privacy_requests_number_key" ON "privacy_requests"("number");

-- CreateIndex
CREATE INDEX "privacy_requests_household_id_idx" ON "privacy_requests"("household_id");

-- CreateIndex
CREATE INDEX "privacy_requests_contact_id_idx" ON "privacy_requests"("contact_id");

-- CreateIndex
CREATE INDEX "privacy_requests_open" ON "privacy_requests"("due_on") WHERE (status = 'open');

-- CreateIndex
CREATE UNIQUE INDEX "audit_position_key" ON "audit"("position");

-- CreateIndex
CREATE INDEX "audit_person_id_idx" ON "audit"("person_id");

-- CreateIndex
CREATE INDEX "audit_unsealed" ON "audit"("id") WHERE (position IS NULL);

-- AddForeignKey
ALTER TABLE "privacy_requests" ADD CONSTRAINT "privacy_requests_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Append-only: what has its place in the chain is neither changed nor taken out. This is against accidents, while against
-- somebody who owns the database there is the chain itself. (The semicolons are written \073, since Prisma's engine splits
-- a script at each one.)
CREATE OR REPLACE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS
E'BEGIN RAISE EXCEPTION ''the audit trail is append-only''\073 END';
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW
  WHEN (OLD.position IS NOT NULL) EXECUTE FUNCTION audit_stays();
