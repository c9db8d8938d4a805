-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "delivered_at" TIMESTAMPTZ(3),
ADD COLUMN     "price" INTEGER,
ADD COLUMN     "read_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "message_templates" (
    "name" TEXT NOT NULL,
    "vendor_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "price_user" INTEGER,
    "price_phone" INTEGER,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_templates_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "outbox_pushes_by_vendor_id" ON "outbox"("vendor_id") WHERE ((purpose = 'push'::text) AND (vendor_id IS NOT NULL));
