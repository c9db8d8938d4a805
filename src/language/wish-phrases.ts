const FAMILY =
  "tui|tôi|em|chồng|chồng em|chồng tui|chồng tôi|vợ|vợ em|vợ tui|vợ tôi|ông xã|bà xã|má|má em|má tui|mẹ|mẹ em|mẹ tui|ba em|ba tui|" +
  "cha|cha em|bà nội|bà ngoại|ông nội|ông ngoại|con em|con tui|con trai|con gái|con tôi|cháu em|cháu tui|bà cụ|ông cụ|má chồng|mẹ chồng";

/** Each of these words before each end: `ghi lời`, with `_` for a space within a word. The phrases have `|` between them. */
export function eachOf(first: string, ...ends: string[]): string {
  return first
    .split(" ")
    .flatMap((word) => ends.map((end) => `${word.replaceAll("_", " ")} ${end}`))
    .join("|");
}

/** The same for everybody of a family: `má em bệnh`. */
export function eachOfFamily(...ends: string[]): string {
  return FAMILY.split("|")
    .flatMap((who) => ends.map((end) => `${who} ${end}`))
    .join("|");
}

/** `nhà em dột`, `nhà tui ngập`. */
export function eachHouse(...ends: string[]): string {
  return "em tui tôi mình con cháu má ba"
    .split(" ")
    .flatMap((whose) => ends.map((end) => `nhà ${whose} ${end}`))
    .join("|");
}
