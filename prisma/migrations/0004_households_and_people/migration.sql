-- Search by any part of a name. The extension comes with PostgreSQL, and whoever owns a database may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Of several officers of one household, who came last stays.
UPDATE "assignments" a SET "valid_to" = greatest(a."valid_from", last."valid_from")
FROM (
  SELECT DISTINCT ON ("household_id") "household_id", "id", "valid_from" FROM "assignments"
  WHERE "kind" = 'officer' AND "valid_to" IS NULL ORDER BY "household_id", "valid_from" DESC, "id"
) last
WHERE a."household_id" = last."household_id" AND a."id" <> last."id" AND a."kind" = 'officer' AND a."valid_to" IS NULL;

-- AlterTable
ALTER TABLE "enrolments" ADD COLUMN     "replaced_by" UUID;

-- CreateTable
CREATE TABLE "classifications" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "area" TEXT NOT NULL,
    "decision_no" TEXT,
    "decided_on" DATE,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "classifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "indicator_checks" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "standard" TEXT NOT NULL,
    "missing" TEXT[],
    "checked_on" DATE NOT NULL,
    "checked_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "indicator_checks_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "need_groups" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "need" TEXT NOT NULL,
    "noted_on" DATE NOT NULL,
    "noted_by" UUID,
    "ended_on" DATE,

    CONSTRAINT "need_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "enrolment_quotas" (
    "unit_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "quota" INTEGER NOT NULL,
    "document" TEXT,

    CONSTRAINT "enrolment_quotas_pkey" PRIMARY KEY ("unit_id","year")
);

-- CreateTable
CREATE TABLE "change_requests" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "phone" TEXT,
    "birth_year" INTEGER,
    "contact_id" UUID,
    "asked_by" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "decided_by" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "reason" TEXT,

    CONSTRAINT "change_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "household_merges" (
    "id" UUID NOT NULL,
    "kept_id" UUID NOT NULL,
    "gone_id" UUID NOT NULL,
    "gone_code" TEXT NOT NULL,
    "gone_row" JSONB NOT NULL,
    "moved" JSONB NOT NULL,
    "merged_at" TIMESTAMPTZ(3) NOT NULL,
    "merged_by" UUID,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" UUID,

    CONSTRAINT "household_merges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "not_duplicates" (
    "one_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "said_by" UUID,
    "said_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "not_duplicates_pkey" PRIMARY KEY ("one_id","other_id")
);

-- CreateTable
CREATE TABLE "handovers" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "from_person" UUID NOT NULL,
    "to_person" UUID,
    "status" TEXT NOT NULL,
    "reason" TEXT,
    "asked_by" UUID,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "from_agreed_at" TIMESTAMPTZ(3),
    "to_agreed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "handovers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "handover_households" (
    "handover_id" UUID NOT NULL,
    "household_id" UUID NOT NULL,

    CONSTRAINT "handover_households_pkey" PRIMARY KEY ("handover_id","household_id")
);

-- CreateTable
CREATE TABLE "household_imports" (
    "id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "person_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "hidden" TEXT NOT NULL DEFAULT 'ask',
    "corrections" JSONB NOT NULL DEFAULT '[]',
    "report" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "written_at" TIMESTAMPTZ(3),

    CONSTRAINT "household_imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "errands" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "given" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "done_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "errands_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "classifications_household_id_valid_from_idx" ON "classifications"("household_id", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "classifications_one_at_a_time" ON "classifications"("household_id") WHERE (valid_to IS NULL);

-- CreateIndex
CREATE INDEX "indicator_checks_household_id_checked_on_idx" ON "indicator_checks"("household_id", "checked_on");

-- CreateIndex
CREATE UNIQUE INDEX "need_groups_open" ON "need_groups"("household_id", "need") WHERE (ended_on IS NULL);

-- CreateIndex
CREATE INDEX "change_requests_household_id_status_idx" ON "change_requests"("household_id", "status");

-- CreateIndex
CREATE INDEX "household_merges_kept_id_idx" ON "household_merges"("kept_id");

-- CreateIndex
CREATE INDEX "household_merges_gone_code_idx" ON "household_merges"("gone_code");

-- CreateIndex
CREATE INDEX "handovers_from_person_status_idx" ON "handovers"("from_person", "status");

-- CreateIndex
CREATE INDEX "handovers_to_person_status_idx" ON "handovers"("to_person", "status");

-- CreateIndex
CREATE INDEX "handover_households_household_id_idx" ON "handover_households"("household_id");

-- CreateIndex
CREATE INDEX "household_imports_contact_id_idx" ON "household_imports"("contact_id");

-- CreateIndex
CREATE INDEX "errands_undone" ON "errands"("contact_id") WHERE (done_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "assignments_one_officer" ON "assignments"("household_id") WHERE ((kind = 'officer'::text) AND (valid_to IS NULL));

-- CreateIndex
CREATE INDEX "households_by_beginning" ON "households"("head_folded" text_pattern_ops);

-- CreateIndex
CREATE INDEX "households_by_part" ON "households" USING GIN ("head_folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "households_phone_idx" ON "households"("phone");

-- AddForeignKey
ALTER TABLE "enrolments" ADD CONSTRAINT "enrolments_replaced_by_fkey" FOREIGN KEY ("replaced_by") REFERENCES "households"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "classifications" ADD CONSTRAINT "classifications_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "indicator_checks" ADD CONSTRAINT "indicator_checks_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need_groups" ADD CONSTRAINT "need_groups_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "enrolment_quotas" ADD CONSTRAINT "enrolment_quotas_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "change_requests" ADD CONSTRAINT "change_requests_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handover_households" ADD CONSTRAINT "handover_households_handover_id_fkey" FOREIGN KEY ("handover_id") REFERENCES "handovers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
