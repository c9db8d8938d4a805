import type { LocalDate } from "../../calendar/local-date.ts";

/**
 * An official paper as pure data: what stands on it, in order. `to-docx.ts` lays it out by the rules of its form. Every
 * text comes ready to print; nothing here knows a language.
 */
export type Paper = {
  form: PaperForm;
  /** Top left: the body above (upright) and the one that issues (bold), whose name may break into lines. */
  issuer: { above: string | null; name: string };
  /** "Số: …-BC/ĐTN", ready to print; null where such a paper carries no number (a list). */
  number: string | null;
  /** "Bình Phú Đông, ngày 05 tháng 01 năm 2027", ready to print. */
  placeAndDate: string;
  /** Of a letter: "V/v …" under the number. */
  about: string | null;
  /** "BÁO CÁO"; null for a letter. */
  kind: string | null;
  subject: string | null;
  /** "Kính gửi:" with whom it is addressed to; null where nobody is. */
  to: { label: string; names: readonly string[] } | null;
  body: readonly Block[];
  /** Bottom left: the label and the lines of "Nơi nhận". */
  recipients: { label: string; lines: readonly string[] } | null;
  /** Bottom right; two of them stand side by side, the second on the left, where there are no recipients. */
  signatures: readonly Signature[];
  annexes: readonly Annex[];
  words: { motto: Motto };
  /** What the file says of itself: its name, and by what it is known when it comes back edited. */
  about_file: { title: string; mark: string | null; on: LocalDate };
};

/**
 * union: Hướng dẫn 29-HD/TWĐTN-VP (29/10/2013), the tiêu đề at the top right and `***` under the issuer. state: Nghị định
 * 30/2020/NĐ-CP, Phụ lục I.
 */
export type PaperForm = "union" | "state";

/** What stands at the top right: the union's tiêu đề, or quốc hiệu and tiêu ngữ of the state. */
export type Motto = { union: string; country: string; motto: string };

export type Signature = { lines: readonly string[]; name: string | null };

export type Annex = {
  heading: string;
  title: string;
  note: string | null;
  landscape: boolean;
  body: readonly Block[];
};

export type Block =
  | { kind: "heading"; level: 1 | 2 | 3; text: string; mark?: string }
  | { kind: "text"; text: string; italic?: boolean; bold?: boolean; align?: "center" | "left" }
  | { kind: "items"; items: readonly string[] }
  | { kind: "table"; table: PaperTable }
  | { kind: "picture"; png: Uint8Array; width: number; height: number; caption: string };

/** What stands in a cell; a number also as a number, for whoever makes a workbook of the same table. */
export type PaperCell = string | { number: number; text: string };

export type PaperTable = {
  columns: readonly { title: string; width: number; align?: "left" | "center" | "right" }[];
  rows: readonly (readonly PaperCell[])[];
  /** The last row is a sum, in bold. */
  sum?: boolean;
  /** Its rows are high enough to be signed in. */
  roomy?: boolean;
  /** What stands there instead of rows where there are none. */
  none?: string;
};
