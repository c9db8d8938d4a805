-- AlterTable
ALTER TABLE "errands" ADD COLUMN     "file_id" UUID,
ADD COLUMN     "flow" TEXT NOT NULL DEFAULT 'errand_failed',
ADD COLUMN     "locale" TEXT NOT NULL DEFAULT 'vi',
ADD COLUMN     "next_at" TIMESTAMPTZ(3),
ADD COLUMN     "person_id" UUID;

-- CreateTable
CREATE TABLE "targets" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "figure" TEXT NOT NULL,
    "label" TEXT,
    "measure" TEXT NOT NULL DEFAULT 'count',
    "value" DECIMAL(16,2) NOT NULL,
    "reached" DECIMAL(16,2),
    "document" TEXT,
    "entered_by" UUID,
    "entered_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "targets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "obligation" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'draft',
    "number" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_sections" (
    "id" BIGSERIAL NOT NULL,
    "report_id" UUID NOT NULL,
    "section" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "written_by" UUID,
    "written_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_sections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_events" (
    "id" BIGSERIAL NOT NULL,
    "report_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "remark" TEXT,
    "person_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "report_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report_snapshots" (
    "id" UUID NOT NULL,
    "report_id" UUID NOT NULL,
    "data" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_by" UUID,

    CONSTRAINT "report_snapshots_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "targets_unit_id_year_idx" ON "targets"("unit_id", "year");

-- CreateIndex
CREATE UNIQUE INDEX "reports_unit_id_period_key" ON "reports"("unit_id", "period");

-- CreateIndex
CREATE INDEX "report_sections_report_id_section_idx" ON "report_sections"("report_id", "section");

-- CreateIndex
CREATE INDEX "report_events_report_id_idx" ON "report_events"("report_id");

-- CreateIndex
CREATE INDEX "report_snapshots_report_id_idx" ON "report_snapshots"("report_id");

-- AddForeignKey
ALTER TABLE "report_sections" ADD CONSTRAINT "report_sections_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_events" ADD CONSTRAINT "report_events_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "report_snapshots" ADD CONSTRAINT "report_snapshots_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
