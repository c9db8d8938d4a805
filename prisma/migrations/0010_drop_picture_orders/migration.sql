-- DropTable
DROP TABLE "picture_orders";
