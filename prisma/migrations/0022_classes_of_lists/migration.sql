-- AlterTable
ALTER TABLE "household_imports" ADD COLUMN     "classes_from" DATE,
ADD COLUMN     "decision_no" TEXT;
