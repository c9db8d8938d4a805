import { fold } from "./normalise.ts";

/** What points at a neighbour's house, be it with one's own behind it: `cháy sát bên nhà tui`. */
const BESIDE =
  "hang xom|lang gieng|ke ben|ke nha|sat ben|sat nha|ben canh|canh nha|gan nha|sat vach|doi dien|dau xom|cuoi xom|trong xom";
const OWN = "nha (?:toi|tui|tao|em|minh|con|chau|noi|ngoai)";
const KIN = "(?:ong|ba|anh|chi|co|chu|bac|cau|duong|di|mo|thim|thang)";
/** Behind such a word these are no name: `cháy nhà anh ơi`. */
const NO_NAME =
  "oi|ui|a|ha|roi|nghen|nha|nhe|cuu|giup|voi|di|kia|nay|mau|gap|qua|het|noi|ngoai|xa|con|em|chay|ngap|bi|dang";

const NEXT_TO_OWN = new RegExp(`\\b(?:${BESIDE}) (?:cua )?(?:${OWN}|(?:toi|tui|em|minh))\\b`, "g");
const OTHERS = new RegExp(
  `\\b(?:${BESIDE}|nha ke|nha ben|nha nguoi ta|nha ${KIN} (?!(?:${NO_NAME})\\b)\\w+(?! oi\\b))\\b`,
);

/**
 * Whether a line tells of another home than the writer's: `nhà ông Bảy kế bên cháy chuồng heo`, `cháy sát bên nhà tui`. Where it
 * tells of both, as `cháy lan qua nhà tui` does, it is hers.
 */
export function tellsOfOthersHome(line: string): boolean {
  const plain = fold(line).replace(/[\s.,;:!?…"()]+/g, " ");
  const apart = plain.replace(NEXT_TO_OWN, "hang xom");
  return OTHERS.test(apart) && !new RegExp(`\\b${OWN}\\b`).test(apart);
}
