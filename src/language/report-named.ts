import { fold } from "./normalise.ts";

export type ReportNamed = "half_year" | "year";

const HALF_YEAR = /(?<!\d)30\s?[/.-]\s?0?5(?!\d)|(?:6|sau) thang|nua nam|giua nam/;
const YEAR = /(?<!\d)30\s?[/.-]\s?11(?!\d)|(?:bao cao|ca|het|cuoi) nam/;

/** Which of the year's two reports a line means, by its kind or its day (`báo cáo 30/5`, `bc 6 tháng`); null where it says neither or both. */
export function reportNamed(line: string): ReportNamed | null {
  const said = fold(line.normalize("NFC").toLowerCase());
  const [half, year] = [HALF_YEAR.test(said), YEAR.test(said)];
  if (half === year) return null;
  return half ? "half_year" : "year";
}
