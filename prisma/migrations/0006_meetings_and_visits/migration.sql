-- AlterTable
ALTER TABLE "tasks" ADD COLUMN     "created_by" UUID,
ADD COLUMN     "from_on" DATE,
ADD COLUMN     "key" TEXT,
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "source" TEXT,
ADD COLUMN     "source_id" TEXT,
ADD COLUMN     "until_on" DATE;

-- CreateTable
CREATE TABLE "task_events" (
    "id" BIGSERIAL NOT NULL,
    "task_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "person_id" UUID,
    "to_person" UUID,
    "due_on" DATE,
    "note" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "task_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meetings" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "meets_on" DATE NOT NULL,
    "meets_at" TEXT,
    "place" TEXT,
    "chair_id" UUID,
    "code" TEXT,
    "topics" TEXT,
    "lessons" TEXT,
    "people" INTEGER,
    "logged_by" UUID,
    "logged_at" TIMESTAMPTZ(3),
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meetings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_changes" (
    "id" BIGSERIAL NOT NULL,
    "meeting_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "was_on" DATE,
    "was_at" TEXT,
    "was_place" TEXT,
    "reason" TEXT,
    "person_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_agenda" (
    "id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" TEXT,
    "household_id" UUID,
    "text" TEXT NOT NULL,

    CONSTRAINT "meeting_agenda_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_households" (
    "meeting_id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "invited_at" TIMESTAMPTZ(3),
    "reached" BOOLEAN NOT NULL DEFAULT false,
    "answer" TEXT,
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" UUID,
    "came" BOOLEAN,
    "how" TEXT,
    "marked_at" TIMESTAMPTZ(3),
    "marked_by" UUID,

    CONSTRAINT "meeting_households_pkey" PRIMARY KEY ("meeting_id","household_id")
);

-- CreateTable
CREATE TABLE "meeting_statements" (
    "id" UUID NOT NULL,
    "meeting_id" UUID NOT NULL,
    "household_id" UUID,
    "text" TEXT NOT NULL,
    "answered" BOOLEAN NOT NULL,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_statements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meeting_files" (
    "meeting_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "added_by" UUID,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meeting_files_pkey" PRIMARY KEY ("meeting_id","file_id")
);

-- CreateTable
CREATE TABLE "agreed_actions" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "meeting_id" UUID,
    "visit_id" UUID,
    "inspection_id" UUID,
    "statement_id" UUID,
    "household_id" UUID,
    "text" TEXT NOT NULL,
    "promised_by" TEXT NOT NULL DEFAULT 'officer',
    "owner_id" UUID,
    "due_on" DATE,
    "task_id" UUID,
    "told_at" TIMESTAMPTZ(3),
    "confirmed" TEXT,
    "confirmed_at" TIMESTAMPTZ(3),
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "agreed_actions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visits" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "visitor_id" UUID NOT NULL,
    "visited_on" DATE NOT NULL,
    "met" TEXT NOT NULL,
    "how" TEXT,
    "note" TEXT,
    "next_on" DATE,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit_files" (
    "visit_id" UUID NOT NULL,
    "file_id" UUID NOT NULL,
    "added_by" UUID,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "visit_files_pkey" PRIMARY KEY ("visit_id","file_id")
);

-- CreateTable
CREATE TABLE "inspections" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "inspected_on" DATE NOT NULL,
    "team" TEXT NOT NULL,
    "findings" TEXT NOT NULL,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "inspections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_households" (
    "inspection_id" UUID NOT NULL,
    "household_id" UUID NOT NULL,

    CONSTRAINT "inspection_households_pkey" PRIMARY KEY ("inspection_id","household_id")
);

-- CreateTable
CREATE TABLE "communications" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "form" TEXT NOT NULL,
    "done_on" DATE NOT NULL,
    "topic" TEXT,
    "audience" TEXT,
    "reached" INTEGER,
    "times" INTEGER NOT NULL DEFAULT 1,
    "bulletin_id" UUID,
    "file_id" UUID,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "communications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "bulletins" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "drafted_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" UUID,
    "approved_at" TIMESTAMPTZ(3),

    CONSTRAINT "bulletins_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "committee_members" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "position" TEXT,
    "duty" TEXT,
    "area_unit_id" UUID,
    "person_id" UUID,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "entered_by" UUID,

    CONSTRAINT "committee_members_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "task_events_task_id_idx" ON "task_events"("task_id");

-- CreateIndex
CREATE INDEX "meetings_unit_id_meets_on_idx" ON "meetings"("unit_id", "meets_on");

-- CreateIndex
CREATE INDEX "meeting_changes_meeting_id_idx" ON "meeting_changes"("meeting_id");

-- CreateIndex
CREATE UNIQUE INDEX "meeting_agenda_meeting_id_position_key" ON "meeting_agenda"("meeting_id", "position");

-- CreateIndex
CREATE INDEX "meeting_households_household_id_idx" ON "meeting_households"("household_id");

-- CreateIndex
CREATE INDEX "meeting_statements_meeting_id_idx" ON "meeting_statements"("meeting_id");

-- CreateIndex
CREATE UNIQUE INDEX "agreed_actions_statement_id_key" ON "agreed_actions"("statement_id");

-- CreateIndex
CREATE UNIQUE INDEX "agreed_actions_task_id_key" ON "agreed_actions"("task_id");

-- CreateIndex
CREATE INDEX "agreed_actions_unit_id_idx" ON "agreed_actions"("unit_id");

-- CreateIndex
CREATE INDEX "agreed_actions_household_id_idx" ON "agreed_actions"("household_id");

-- CreateIndex
CREATE INDEX "agreed_actions_meeting_id_idx" ON "agreed_actions"("meeting_id");

-- CreateIndex
CREATE INDEX "agreed_actions_visit_id_idx" ON "agreed_actions"("visit_id");

-- CreateIndex
CREATE INDEX "visits_household_id_visited_on_idx" ON "visits"("household_id", "visited_on");

-- CreateIndex
CREATE INDEX "visits_visitor_id_visited_on_idx" ON "visits"("visitor_id", "visited_on");

-- CreateIndex
CREATE INDEX "inspections_unit_id_inspected_on_idx" ON "inspections"("unit_id", "inspected_on");

-- CreateIndex
CREATE INDEX "communications_unit_id_done_on_idx" ON "communications"("unit_id", "done_on");

-- CreateIndex
CREATE INDEX "bulletins_unit_id_period_idx" ON "bulletins"("unit_id", "period");

-- CreateIndex
CREATE INDEX "committee_members_unit_id_valid_from_idx" ON "committee_members"("unit_id", "valid_from");

-- CreateIndex
CREATE UNIQUE INDEX "tasks_key_key" ON "tasks"("key");

-- CreateIndex
CREATE INDEX "tasks_household_id_idx" ON "tasks"("household_id");

-- CreateIndex
CREATE INDEX "tasks_unit_id_done_at_idx" ON "tasks"("unit_id", "done_at");

-- AddForeignKey
ALTER TABLE "task_events" ADD CONSTRAINT "task_events_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_changes" ADD CONSTRAINT "meeting_changes_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_agenda" ADD CONSTRAINT "meeting_agenda_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_households" ADD CONSTRAINT "meeting_households_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_households" ADD CONSTRAINT "meeting_households_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_statements" ADD CONSTRAINT "meeting_statements_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_statements" ADD CONSTRAINT "meeting_statements_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "meeting_files" ADD CONSTRAINT "meeting_files_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreed_actions" ADD CONSTRAINT "agreed_actions_meeting_id_fkey" FOREIGN KEY ("meeting_id") REFERENCES "meetings"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreed_actions" ADD CONSTRAINT "agreed_actions_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visits"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreed_actions" ADD CONSTRAINT "agreed_actions_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspections"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreed_actions" ADD CONSTRAINT "agreed_actions_statement_id_fkey" FOREIGN KEY ("statement_id") REFERENCES "meeting_statements"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreed_actions" ADD CONSTRAINT "agreed_actions_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreed_actions" ADD CONSTRAINT "agreed_actions_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "agreed_actions" ADD CONSTRAINT "agreed_actions_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "tasks"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visits" ADD CONSTRAINT "visits_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_files" ADD CONSTRAINT "visit_files_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visits"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_households" ADD CONSTRAINT "inspection_households_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_households" ADD CONSTRAINT "inspection_households_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "communications" ADD CONSTRAINT "communications_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "communications" ADD CONSTRAINT "communications_bulletin_id_fkey" FOREIGN KEY ("bulletin_id") REFERENCES "bulletins"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "bulletins" ADD CONSTRAINT "bulletins_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "committee_members" ADD CONSTRAINT "committee_members_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "committee_members" ADD CONSTRAINT "committee_members_area_unit_id_fkey" FOREIGN KEY ("area_unit_id") REFERENCES "units"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "committee_members" ADD CONSTRAINT "committee_members_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE SET NULL ON UPDATE CASCADE;
