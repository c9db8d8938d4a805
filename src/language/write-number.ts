/** The languages that the product writes for people. */
export type WrittenLanguage = "vi" | "en" | "km";

/** The language in which figures are written for people of this locale. */
export function writtenLanguage(locale: string): WrittenLanguage {
  return locale === "en" || locale === "km" ? locale : "vi";
}

const DECIMALS = 2;

/**
 * A number in digits as people in Viet Nam read it: `1.200,5` in Vietnamese and Khmer, `1,200.5` in English; at most two
 * decimals. Khmer keeps Latin digits and the Vietnamese signs, because prices and papers around the reader have them.
 */
export function writeNumber(value: number, language: WrittenLanguage = "vi"): string {
  const [thousands, point] = language === "en" ? [",", "."] : [".", ","];
  const [whole = "0", decimals = ""] = Math.abs(value).toFixed(DECIMALS).split(".");
  const rest = decimals.replace(/0+$/, "");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, thousands);
  const sign = value < 0 && (whole !== "0" || rest !== "") ? "-" : "";
  return `${sign}${grouped}${rest === "" ? "" : point + rest}`;
}
