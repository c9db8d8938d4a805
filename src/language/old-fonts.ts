/**
 * Text that was typed in the fonts of before Unicode: the letters of a file are Latin ones, and only the font shows them
 * as Vietnamese. tcvn3: TCVN 5712:1993, `.VnTime` (`NguyÔn V¨n An`). vni: VNI-Windows, `VNI-Times` (`Nguyeãn Vaên An`).
 */
export type OldFont = "tcvn3" | "vni";

/** From A1 on, what stands at each place of TCVN 5712:1993 VN3; a dot where there is nothing. */
const TCVN3 = [
  "ĂÂÊÔƠƯĐăâêôơưđ......àảãáạ.ằẳẵắ.......ặầẩẫấậè.ẻẽéẹềểễếệìỉ...ĩíịò",
  ".ỏõóọồổỗốộờởỡớợù.ủũúụừửữứựỳỷỹýỵ",
].join("");
const TCVN3_BEGINS = 0xa1;

/** A letter and what stands behind it are one letter in VNI-Windows. */
const VNI_MARKED: readonly (readonly [string, string, string])[] = [
  ["a", "ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ"],
  ["e", "ùøûõïâáàåãä", "éèẻẽẹêếềểễệ"],
  ["o", "ùøûõïâáàåãä", "óòỏõọôốồổỗộ"],
  ["ô", "ùøûõï", "ớờởỡợ"],
  ["u", "ùøûõï", "úùủũụ"],
  ["ö", "ùøûõï", "ứừửữự"],
  ["y", "ùøûõ", "ýỳỷỹ"],
];
/** And these alone. */
const VNI_ALONE = ["íìæóòôöîñ", "íìỉĩịơưỵđ"] as const;

/** The vowels on which VNI-Windows sets its marks, which are letters no Vietnamese word has in Unicode. */
const VNI_SIGNS = /[aeouyôö][øûïåäüë]|[ae][âáàãêéèú]|oâ|ñ|ö/i;
/** Signs and letters that only TCVN3 has between the consonants of a word. */
const SIGNS = "¨©ª«¬\u00AD®µ¶·¸¹»¼½¾ÆÇËÎÏÑÖ×ØÜÞßäåçëï÷øûüþ§";
const TCVN3_SIGNS = new RegExp(`[b-df-hj-np-tv-xz][${SIGNS}]|(?<![aeouyôö])[${SIGNS}][a-z]`, "i");
/** Letters of Vietnamese that are in no font of before Unicode. */
const MODERN = /[\u0102-\u01B0]|[\u1EA0-\u1EF9]|\p{M}/u;

/** By what a text is written, as far as it tells by itself: in Unicode, in an old font, or null where it does not say. */
export function fontOf(text: string): "unicode" | OldFont | null {
  if (MODERN.test(text)) return "unicode";
  if (TCVN3_SIGNS.test(text)) return "tcvn3";
  return VNI_SIGNS.test(text) ? "vni" : null;
}

/** The same text in Unicode. What the old font does not have stays as it is. */
export function fromOldFont(text: string, font: OldFont): string {
  if (font === "tcvn3")
    return text.replace(/[\u00A1-\u00FE]/g, (sign) => {
      const letter = TCVN3[sign.charCodeAt(0) - TCVN3_BEGINS] ?? ".";
      return letter === "." ? sign : letter;
    });
  return text.replace(VNI_LETTER, (letter) => VNI.get(letter) ?? letter);
}

const VNI = new Map(
  [
    ...VNI_MARKED.flatMap(([base, marks, letters]) =>
      Array.from(marks, (mark, at): [string, string] => [base + mark, letters[at] ?? ""]),
    ),
    ...Array.from(VNI_ALONE[0], (sign, at): [string, string] => [sign, VNI_ALONE[1][at] ?? ""]),
  ].flatMap(([from, to]): [string, string][] => [
    [from, to],
    [from.toUpperCase(), to.toUpperCase()],
    // `Öùng`: a capital letter, and a small mark behind it.
    [from.charAt(0).toUpperCase() + from.slice(1), to.toUpperCase()],
  ]),
);
const VNI_LETTER = new RegExp([...VNI.keys()].toSorted((a, b) => b.length - a.length).join("|"), "g");
