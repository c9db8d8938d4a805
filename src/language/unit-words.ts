import { wordTable } from "./word-table.ts";

/** Words that a number counts or measures, so that a number before one of them does not belong to the number before it. */
export const COUNTED = wordTable<true>([
  [
    "con cái cây trái quả ngày tháng năm tuần quý vụ lứa người lần bao kg kí ký cân tạ tấn yến lít công sào mẫu ha mét m ổ đàn bầy cặp bụi buồng quầy bó thùng giạ ngàycông hộ nhà",
    true,
  ],
]);
