import type { WrittenSheet } from "../../documents/write-table.ts";

/** An empty list to fill in: the headings that are kept, in the order in which communes write them. */
export const TEMPLATE: readonly WrittenSheet[] = [
  {
    name: "Danh sách hộ",
    headings: 1,
    rows: [
      ["STT", "Họ và tên chủ hộ", "Năm sinh", "Ấp / khóm / khu phố", "Địa chỉ", "Số điện thoại", "Mã hộ"],
    ],
  },
];
