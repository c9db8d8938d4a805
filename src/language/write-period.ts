import { parsePeriod } from "../calendar/periods.ts";
import type { WrittenLanguage } from "./write-number.ts";

const ROMAN = ["I", "II", "III", "IV"];

/**
 * A period as it follows the name of what is owed for it: "họp mặt, đối thoại quý" IV/2026, "báo cáo chuyên đề 6 tháng" đầu năm
 * 2027, "báo cáo năm" 2026. Null where the text is no period.
 */
export function writePeriod(id: string, language: WrittenLanguage): string | null {
  const period = parsePeriod(id);
  if (period === null) return null;
  const { kind, year, index } = period;
  switch (kind) {
    case "month":
      return `${index}/${year}`;
    case "quarter":
      return language === "en" ? `Q${index}/${year}` : `${ROMAN[index - 1] ?? index}/${year}`;
    case "half_year":
      if (language === "en") return index === 1 ? `(first half of ${year})` : `(second half of ${year})`;
      if (language === "km") return `${index}/${year}`;
      return index === 1 ? `đầu năm ${year}` : `cuối năm ${year}`;
    case "year":
    case "report_year":
      return String(year);
    default:
      return kind satisfies never;
  }
}
