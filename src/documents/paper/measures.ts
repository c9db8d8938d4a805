/** Measures of official papers, in the units of Word: twips (1/1440 inch) and half points. */

const TWIPS_PER_MM = 1440 / 25.4;

export function mm(millimetres: number): number {
  return Math.round(millimetres * TWIPS_PER_MM);
}

/** Points as half points, which Word counts sizes of letters in. */
export function pt(points: number): number {
  return Math.round(points * 2);
}

/**
 * NĐ 30/2020, Phụ lục I, I.2: top and bottom 20–25, left 30–35, right 15–20 mm. The union's form has 20/20/30/20
 * (domain.md 5.2); 20 at the right suits both.
 */
export const MARGINS = { top: mm(20), bottom: mm(20), left: mm(30), right: mm(20) } as const;

export const A4 = { width: mm(210), height: mm(297) } as const;

/** What is between the margins, upright and lying. */
export const TEXT_WIDTH = A4.width - MARGINS.left - MARGINS.right;
export const LYING_WIDTH = A4.height - mm(20) - mm(20);

export const FONT = "Times New Roman";

/** Sizes within the ranges of Phụ lục I (quốc hiệu 12–13 with tiêu ngữ 13–14); 14 is what offices use for the body. */
export const SIZE = {
  country: pt(12),
  motto: pt(13),
  union: pt(15),
  issuer: pt(12),
  unionIssuer: pt(14),
  number: pt(13),
  date: pt(13),
  kind: pt(14),
  body: pt(14),
  page: pt(14),
  recipientsLabel: pt(12),
  recipients: pt(11),
  table: pt(12),
  lyingTable: pt(11),
} as const;
