-- AlterTable
ALTER TABLE "diary_entries" ADD COLUMN     "code" TEXT,
ADD COLUMN     "item" TEXT,
ADD COLUMN     "objected_at" TIMESTAMPTZ(3),
ADD COLUMN     "objection" TEXT,
ADD COLUMN     "quantity" DOUBLE PRECISION,
ADD COLUMN     "read_back_at" TIMESTAMPTZ(3),
ADD COLUMN     "source" TEXT,
ADD COLUMN     "unit" TEXT,
ADD COLUMN     "writes_out" UUID;

-- AlterTable
ALTER TABLE "plan_steps" ADD COLUMN     "done_amount" DOUBLE PRECISION,
ADD COLUMN     "done_by" UUID,
ADD COLUMN     "done_file" UUID,
ADD COLUMN     "done_on_behalf" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "done_text" TEXT,
ADD COLUMN     "proof" TEXT;

-- AlterTable
ALTER TABLE "plan_versions" ADD COLUMN     "baseline_income" BIGINT,
ADD COLUMN     "baseline_people" INTEGER,
ADD COLUMN     "commit_at" TIMESTAMPTZ(3),
ADD COLUMN     "commit_by" UUID,
ADD COLUMN     "commit_how" TEXT,
ADD COLUMN     "commit_text" TEXT,
ADD COLUMN     "details" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "goal" TEXT,
ADD COLUMN     "goal_words" TEXT,
ADD COLUMN     "risks" TEXT;

-- AlterTable
ALTER TABLE "plans" ADD COLUMN     "follows" UUID;

-- CreateTable
CREATE TABLE "plan_approvals" (
    "id" BIGSERIAL NOT NULL,
    "plan_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "step" INTEGER NOT NULL,
    "person_id" UUID,
    "own_entry" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "plan_approvals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "returns" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "support_id" UUID,
    "plan_id" UUID,
    "kind" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "quantity" DOUBLE PRECISION,
    "unit" TEXT,
    "amount" BIGINT,
    "due_on" DATE NOT NULL,
    "next_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "settled_on" DATE,
    "settled_by" UUID,
    "received_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "returns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absences" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "contact_id" UUID,
    "who" TEXT,
    "reason" TEXT,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "ended_on" DATE,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "absences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure_questions" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "sign" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "about" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "answer" TEXT,
    "answer_note" TEXT,
    "answered_by" UUID,
    "answered_at" TIMESTAMPTZ(3),

    CONSTRAINT "figure_questions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "revisits" (
    "unit_id" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "household_id" UUID NOT NULL,
    "seed" TEXT NOT NULL,
    "drawn_at" TIMESTAMPTZ(3) NOT NULL,
    "visited_at" TIMESTAMPTZ(3),

    CONSTRAINT "revisits_pkey" PRIMARY KEY ("unit_id","period","household_id")
);

-- CreateTable
CREATE TABLE "picture_orders" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "contact_id" UUID NOT NULL,
    "household_id" UUID,
    "locale" TEXT NOT NULL DEFAULT 'vi',
    "about" JSONB NOT NULL DEFAULT '{}',
    "ordered_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "made_at" TIMESTAMPTZ(3),
    "file_id" UUID,
    "failure" TEXT,

    CONSTRAINT "picture_orders_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "plan_approvals_plan_id_version_step_key" ON "plan_approvals"("plan_id", "version", "step");

-- CreateIndex
CREATE INDEX "returns_household_id_idx" ON "returns"("household_id");

-- CreateIndex
CREATE INDEX "returns_next_id_idx" ON "returns"("next_id");

-- CreateIndex
CREATE INDEX "returns_state_due_on_idx" ON "returns"("state", "due_on");

-- CreateIndex
CREATE INDEX "absences_household_id_idx" ON "absences"("household_id");

-- CreateIndex
CREATE INDEX "absences_contact_id_idx" ON "absences"("contact_id");

-- CreateIndex
CREATE INDEX "figure_questions_household_id_idx" ON "figure_questions"("household_id");

-- CreateIndex
CREATE UNIQUE INDEX "figure_questions_entry_id_sign_key" ON "figure_questions"("entry_id", "sign");

-- CreateIndex
CREATE INDEX "revisits_household_id_idx" ON "revisits"("household_id");

-- CreateIndex
CREATE INDEX "picture_orders_open" ON "picture_orders"("ordered_at") WHERE (made_at IS NULL);

-- AddForeignKey
ALTER TABLE "plan_approvals" ADD CONSTRAINT "plan_approvals_plan_id_fkey" FOREIGN KEY ("plan_id") REFERENCES "plans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "returns" ADD CONSTRAINT "returns_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "returns" ADD CONSTRAINT "returns_next_id_fkey" FOREIGN KEY ("next_id") REFERENCES "households"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absences" ADD CONSTRAINT "absences_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "figure_questions" ADD CONSTRAINT "figure_questions_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revisits" ADD CONSTRAINT "revisits_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "revisits" ADD CONSTRAINT "revisits_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
