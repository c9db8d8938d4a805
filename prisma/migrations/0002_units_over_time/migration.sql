-- CreateTable
CREATE TABLE "designation_quotas" (
    "unit_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "quota" INTEGER NOT NULL,
    "document" TEXT,

    CONSTRAINT "designation_quotas_pkey" PRIMARY KEY ("unit_id","kind","year")
);

-- CreateTable
CREATE TABLE "designations" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "chosen_by" UUID NOT NULL,
    "unit_id" UUID,
    "household_id" UUID,
    "chosen_on" DATE NOT NULL,
    "ended_on" DATE,
    "document" TEXT,
    "entered_by" UUID,

    CONSTRAINT "designations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "household_past_units" (
    "household_id" UUID NOT NULL,
    "unit_id" UUID NOT NULL,
    "lived_until" DATE NOT NULL,
    "document" TEXT,

    CONSTRAINT "household_past_units_pkey" PRIMARY KEY ("household_id","lived_until")
);

-- CreateIndex
CREATE INDEX "designations_kind_year_chosen_by_idx" ON "designations"("kind", "year", "chosen_by");

-- CreateIndex
CREATE INDEX "household_past_units_unit_id_idx" ON "household_past_units"("unit_id");

-- AddForeignKey
ALTER TABLE "designation_quotas" ADD CONSTRAINT "designation_quotas_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "designations" ADD CONSTRAINT "designations_chosen_by_fkey" FOREIGN KEY ("chosen_by") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "designations" ADD CONSTRAINT "designations_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "designations" ADD CONSTRAINT "designations_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "household_past_units" ADD CONSTRAINT "household_past_units_household_id_fkey" FOREIGN KEY ("household_id") REFERENCES "households"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "household_past_units" ADD CONSTRAINT "household_past_units_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
