-- AlterTable
ALTER TABLE "roles" ADD COLUMN     "deputy" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "timers" ADD COLUMN     "held" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "obligation_rules" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "unit_id" UUID,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "period" TEXT NOT NULL,
    "only_index" INTEGER,
    "due_month" INTEGER,
    "due_day" INTEGER,
    "due_rule" TEXT NOT NULL,
    "ladder" JSONB NOT NULL,
    "opens_before" INTEGER NOT NULL,
    "locks_after" INTEGER,
    "document" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "obligation_rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty_starts" (
    "unit_id" UUID NOT NULL,
    "owes_from" DATE NOT NULL,
    "owes_to" DATE,
    "document" TEXT,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "duty_starts_pkey" PRIMARY KEY ("unit_id")
);

-- CreateTable
CREATE TABLE "submissions" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "obligation" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "last_day" DATE NOT NULL,
    "opens_on" DATE NOT NULL,
    "locks_on" DATE,
    "extended_from" DATE,
    "reopened_until" DATE,
    "rule_version" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "state_at" TIMESTAMPTZ(3) NOT NULL,
    "state_by" UUID,
    "submitted_at" TIMESTAMPTZ(3),
    "submitted_by" UUID,
    "on_behalf" BOOLEAN NOT NULL DEFAULT false,
    "met_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submissions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submission_events" (
    "id" BIGSERIAL NOT NULL,
    "submission_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "reason" TEXT,
    "until_day" DATE,
    "person_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submission_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unit_pauses" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "from_day" DATE NOT NULL,
    "to_day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "note" TEXT,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "unit_pauses_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminders" (
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "submission_id" UUID NOT NULL,
    "rung" TEXT NOT NULL,
    "person_id" UUID,
    "part" TEXT NOT NULL,
    "planned_on" DATE NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "reason" TEXT,
    "contact_id" UUID,
    "inbox_id" BIGINT,
    "road" TEXT,
    "price" INTEGER,
    "rule_version" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "road_prices" (
    "road" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "price" INTEGER NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "road_prices_pkey" PRIMARY KEY ("road","valid_from")
);

-- CreateTable
CREATE TABLE "broadcasts" (
    "id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "audience" JSONB NOT NULL,
    "text" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'draft',
    "send_at" TIMESTAMPTZ(3),
    "approved_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "planned_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "broadcasts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "broadcast_recipients" (
    "id" BIGSERIAL NOT NULL,
    "broadcast_id" UUID NOT NULL,
    "contact_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'planned',
    "reason" TEXT,
    "outbox_id" BIGINT,

    CONSTRAINT "broadcast_recipients_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "send_slots" (
    "channel" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "send_slots_pkey" PRIMARY KEY ("channel")
);

-- CreateIndex
CREATE INDEX "obligation_rules_code_unit_id_idx" ON "obligation_rules"("code", "unit_id");

-- CreateIndex
CREATE INDEX "submissions_obligation_period_idx" ON "submissions"("obligation", "period");

-- CreateIndex
CREATE INDEX "submissions_state_last_day_idx" ON "submissions"("state", "last_day");

-- CreateIndex
CREATE UNIQUE INDEX "submissions_unit_id_obligation_period_key" ON "submissions"("unit_id", "obligation", "period");

-- CreateIndex
CREATE INDEX "submission_events_submission_id_idx" ON "submission_events"("submission_id");

-- CreateIndex
CREATE INDEX "unit_pauses_unit_id_to_day_idx" ON "unit_pauses"("unit_id", "to_day");

-- CreateIndex
CREATE UNIQUE INDEX "reminders_key_key" ON "reminders"("key");

-- CreateIndex
CREATE INDEX "reminders_submission_id_idx" ON "reminders"("submission_id");

-- CreateIndex
CREATE INDEX "reminders_undecided" ON "reminders"("person_id", "planned_on") WHERE (state = ANY (ARRAY['planned'::text, 'held'::text]));

-- CreateIndex
CREATE INDEX "reminders_inbox_id_idx" ON "reminders"("inbox_id");

-- CreateIndex
CREATE INDEX "broadcasts_state_send_at_idx" ON "broadcasts"("state", "send_at");

-- CreateIndex
CREATE INDEX "broadcast_waiting" ON "broadcast_recipients"("broadcast_id", "id") WHERE (state = 'planned');

-- CreateIndex
CREATE UNIQUE INDEX "broadcast_recipients_broadcast_id_contact_id_key" ON "broadcast_recipients"("broadcast_id", "contact_id");

-- AddForeignKey
ALTER TABLE "obligation_rules" ADD CONSTRAINT "obligation_rules_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "duty_starts" ADD CONSTRAINT "duty_starts_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submission_events" ADD CONSTRAINT "submission_events_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unit_pauses" ADD CONSTRAINT "unit_pauses_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcasts" ADD CONSTRAINT "broadcasts_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "broadcast_recipients" ADD CONSTRAINT "broadcast_recipients_broadcast_id_fkey" FOREIGN KEY ("broadcast_id") REFERENCES "broadcasts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
