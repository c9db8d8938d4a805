-- CreateTable
CREATE TABLE "needs" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "category" TEXT NOT NULL,
    "text" TEXT,
    "cost" BIGINT,
    "source" TEXT,
    "status" TEXT NOT NULL,
    "person_id" UUID,
    "due_on" DATE,
    "plan_id" UUID,
    "indicator" TEXT,
    "exit_id" UUID,
    "noted_on" DATE NOT NULL,
    "closed_on" DATE,
    "entered_by" UUID,
    "on_behalf" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "needs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "need_events" (
    "id" BIGSERIAL NOT NULL,
    "need_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "note" TEXT,
    "person_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "need_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exit_registrations" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "registered_on" DATE NOT NULL,
    "withdrawn_on" DATE,
    "entered_by" UUID,
    "on_behalf" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exit_registrations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exit_sign_offs" (
    "id" BIGSERIAL NOT NULL,
    "unit_id" UUID NOT NULL,
    "year" INTEGER NOT NULL,
    "households" INTEGER NOT NULL,
    "needs" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "exit_sign_offs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "supports" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "need_id" UUID,
    "plan_id" UUID,
    "shock_id" UUID,
    "category" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "source" TEXT,
    "programme" TEXT,
    "amount" BIGINT,
    "own_amount" BIGINT,
    "status" TEXT NOT NULL,
    "referred_on" DATE,
    "referred_to" TEXT,
    "received_on" DATE,
    "document" TEXT,
    "file_id" UUID,
    "return_what" TEXT,
    "return_on" DATE,
    "entered_by" UUID,
    "on_behalf" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "supports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "loans" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "need_id" UUID,
    "plan_id" UUID,
    "programme" TEXT NOT NULL,
    "purpose" TEXT,
    "amount_asked" BIGINT,
    "amount_lent" BIGINT,
    "group_name" TEXT,
    "status" TEXT NOT NULL,
    "asked_on" DATE NOT NULL,
    "lent_on" DATE,
    "due_on" DATE,
    "repaying" TEXT,
    "checked_on" DATE,
    "entered_by" UUID,
    "on_behalf" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "loans_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "loan_events" (
    "id" BIGSERIAL NOT NULL,
    "loan_id" UUID NOT NULL,
    "status" TEXT NOT NULL,
    "repaying" TEXT,
    "amount" BIGINT,
    "note" TEXT,
    "person_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "loan_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rule_confirmations" (
    "id" BIGSERIAL NOT NULL,
    "rule" TEXT NOT NULL,
    "unit_id" UUID NOT NULL,
    "holds" BOOLEAN NOT NULL,
    "person_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rule_confirmations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "partners" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "folded" TEXT NOT NULL,
    "about" TEXT,
    "contact_name" TEXT,
    "phone" TEXT,
    "consent_on" DATE,
    "ended_on" DATE,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "partners_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offers" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "partner_id" UUID,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "place" TEXT,
    "details" TEXT,
    "livelihood" TEXT,
    "starts_on" DATE,
    "seats" INTEGER,
    "expires_on" DATE NOT NULL,
    "cancelled_at" TIMESTAMPTZ(3),
    "created_by" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "offers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "offer_answers" (
    "offer_id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "answer" TEXT NOT NULL,
    "result" TEXT,
    "note" TEXT,
    "sent_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "answered_by" UUID,
    "on_behalf" BOOLEAN NOT NULL DEFAULT false,
    "result_on" DATE,
    "result_by" UUID,

    CONSTRAINT "offer_answers_pkey" PRIMARY KEY ("offer_id","household_id")
);

-- CreateTable
CREATE TABLE "work_results" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "place" TEXT,
    "happened_on" DATE NOT NULL,
    "offer_id" UUID,
    "need_id" UUID,
    "entered_by" UUID,
    "on_behalf" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "work_results_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shock_events" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "happened_on" DATE NOT NULL,
    "reported_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by" UUID,
    "outcome" TEXT,

    CONSTRAINT "shock_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shock_households" (
    "shock_id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "damage" TEXT,
    "file_id" UUID,
    "entered_by" UUID,
    "on_behalf" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "done_at" TIMESTAMPTZ(3),
    "done_by" UUID,

    CONSTRAINT "shock_households_pkey" PRIMARY KEY ("shock_id","household_id")
);

-- CreateTable
CREATE TABLE "models" (
    "id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "livelihood" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "started_on" DATE NOT NULL,
    "ended_on" DATE,
    "source" TEXT,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "models_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_households" (
    "model_id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "joined_on" DATE NOT NULL,
    "left_on" DATE,

    CONSTRAINT "model_households_pkey" PRIMARY KEY ("model_id","household_id")
);

-- CreateTable
CREATE TABLE "model_evaluations" (
    "id" UUID NOT NULL,
    "model_id" UUID NOT NULL,
    "evaluated_on" DATE NOT NULL,
    "cost" BIGINT,
    "result" TEXT,
    "lessons" TEXT,
    "rating" INTEGER NOT NULL,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_evaluations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stories" (
    "id" UUID NOT NULL,
    "household_id" UUID NOT NULL,
    "model_id" UUID,
    "livelihood" TEXT,
    "text" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "shared_at" TIMESTAMPTZ(3),
    "shared_with" INTEGER,
    "entered_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stories_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "needs_household_id_status_idx" ON "needs"("household_id", "status");

-- CreateIndex
CREATE INDEX "needs_exit_id_idx" ON "needs"("exit_id");

-- CreateIndex
CREATE UNIQUE INDEX "needs_plan_id_category_key" ON "needs"("plan_id", "category");

-- CreateIndex
CREATE INDEX "need_events_need_id_idx" ON "need_events"("need_id");

-- CreateIndex
CREATE UNIQUE INDEX "exit_registrations_household_id_year_key" ON "exit_registrations"("household_id", "year");

-- CreateIndex
CREATE INDEX "exit_sign_offs_unit_id_year_idx" ON "exit_sign_offs"("unit_id", "year");

-- CreateIndex
CREATE INDEX "supports_household_id_status_idx" ON "supports"("household_id", "status");

-- CreateIndex
CREATE INDEX "supports_need_id_idx" ON "supports"("need_id");

-- CreateIndex
CREATE INDEX "supports_shock_id_idx" ON "supports"("shock_id");

-- CreateIndex
CREATE INDEX "loans_household_id_status_idx" ON "loans"("household_id", "status");

-- CreateIndex
CREATE INDEX "loan_events_loan_id_idx" ON "loan_events"("loan_id");

-- CreateIndex
CREATE INDEX "rule_confirmations_rule_unit_id_idx" ON "rule_confirmations"("rule", "unit_id");

-- CreateIndex
CREATE INDEX "partners_unit_id_kind_idx" ON "partners"("unit_id", "kind");

-- CreateIndex
CREATE INDEX "offers_unit_id_expires_on_idx" ON "offers"("unit_id", "expires_on");

-- CreateIndex
CREATE INDEX "offer_answers_household_id_idx" ON "offer_answers"("household_id");

-- CreateIndex
CREATE INDEX "work_results_household_id_kind_idx" ON "work_results"("household_id", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "work_results_offer_id_household_id_key" ON "work_results"("offer_id", "household_id");

-- CreateIndex
CREATE INDEX "shock_events_unit_id_closed_at_idx" ON "shock_events"("unit_id", "closed_at");

-- CreateIndex
CREATE INDEX "shock_households_household_id_idx" ON "shock_households"("household_id");

-- CreateIndex
CREATE INDEX "models_unit_id_idx" ON "models"("unit_id");

-- CreateIndex
CREATE INDEX "model_households_household_id_idx" ON "model_households"("household_id");

-- CreateIndex
CREATE INDEX "model_evaluations_model_id_idx" ON "model_evaluations"("model_id");

-- CreateIndex
CREATE INDEX "stories_household_id_idx" ON "stories"("household_id");

-- AddForeignKey
ALTER TABLE "needs" ADD CONSTRAINT "needs_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "needs" ADD CONSTRAINT "needs_exit_id_fkey" FOREIGN KEY ("exit_id") REFERENCES "exit_registrations"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "need_events" ADD CONSTRAINT "need_events_need_id_fkey" FOREIGN KEY ("need_id") REFERENCES "needs"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exit_registrations" ADD CONSTRAINT "exit_registrations_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exit_sign_offs" ADD CONSTRAINT "exit_sign_offs_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supports" ADD CONSTRAINT "supports_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supports" ADD CONSTRAINT "supports_need_id_fkey" FOREIGN KEY ("need_id") REFERENCES "needs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "supports" ADD CONSTRAINT "supports_shock_id_fkey" FOREIGN KEY ("shock_id") REFERENCES "shock_events"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loans" ADD CONSTRAINT "loans_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loans" ADD CONSTRAINT "loans_need_id_fkey" FOREIGN KEY ("need_id") REFERENCES "needs"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loan_events" ADD CONSTRAINT "loan_events_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loans"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_confirmations" ADD CONSTRAINT "rule_confirmations_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "partners" ADD CONSTRAINT "partners_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offers" ADD CONSTRAINT "offers_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partners"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_answers" ADD CONSTRAINT "offer_answers_offer_id_fkey" FOREIGN KEY ("offer_id") REFERENCES "offers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "offer_answers" ADD CONSTRAINT "offer_answers_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_results" ADD CONSTRAINT "work_results_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shock_events" ADD CONSTRAINT "shock_events_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shock_households" ADD CONSTRAINT "shock_households_shock_id_fkey" FOREIGN KEY ("shock_id") REFERENCES "shock_events"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "shock_households" ADD CONSTRAINT "shock_households_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "models" ADD CONSTRAINT "models_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_households" ADD CONSTRAINT "model_households_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_households" ADD CONSTRAINT "model_households_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_evaluations" ADD CONSTRAINT "model_evaluations_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stories" ADD CONSTRAINT "stories_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "stories" ADD CONSTRAINT "stories_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "models"("id") ON DELETE SET NULL ON UPDATE CASCADE;
