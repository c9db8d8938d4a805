-- AlterTable
ALTER TABLE "figure_questions" ADD COLUMN "asked_again_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "files" ADD COLUMN "taken_on" DATE;

-- AlterTable
ALTER TABLE "returns" ADD COLUMN "given_amount" BIGINT,
ADD COLUMN "given_quantity" DOUBLE PRECISION,
ADD COLUMN "promised_on" DATE,
ADD COLUMN "said_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "revisits" ADD COLUMN "note" TEXT,
ADD COLUMN "result" TEXT,
ADD COLUMN "visited_by" UUID,
ADD COLUMN "visitor_id" UUID;

-- CreateTable
CREATE TABLE "return_events" (
    "id" BIGSERIAL NOT NULL,
    "return_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "quantity" DOUBLE PRECISION,
    "amount" BIGINT,
    "until" DATE,
    "note" TEXT,
    "person_id" UUID,
    "on_behalf" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "return_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "return_events_return_id_idx" ON "return_events"("return_id");

-- CreateIndex
CREATE INDEX "revisits_visitor_id_idx" ON "revisits"("visitor_id");

-- AddForeignKey
ALTER TABLE "return_events" ADD CONSTRAINT "return_events_return_id_fkey" FOREIGN KEY ("return_id") REFERENCES "returns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
