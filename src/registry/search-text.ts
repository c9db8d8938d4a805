import { fold } from "../language/normalise.ts";

/** What somebody looks for: a household's code, a phone, or part of a name, perhaps with a place behind it. */
export type Search = { code: string | null; phone: string | null; name: string; place: string | null };

/** Words that begin a place. `ban`, `to` and `lang` begin names as well, so they count only before a number. */
const PLACE =
  /(?:^| )((?:ap|khom|khu pho|kp|khu vuc|thon|xom|buon|phum|soc|xa|phuong|thi tran|dac khu|huyen|quan|tinh|to|ban|lang) \S.*)$/;
const NUMBERED = /^(?:to|ban|lang) \d/;
const AMBIGUOUS = /^(?:to|ban|lang) /;

/**
 * Reads what was typed to find a household: `H4829173`, `0912 345 678`, `sáu`, `nguyen thi sau ap 3`, `xã Mỹ Hòa`. Codes of
 * the demo and of lists begin with any letter.
 */
export function readSearch(text: string): Search {
  const folded = fold(text);
  const nothing = { code: null, phone: null, name: "", place: null };
  const digits = folded.replace(/\D/g, "");
  if (digits.length >= 9 && /^[+\d .()-]+$/.test(folded))
    return { ...nothing, phone: `+84${digits.replace(/^(?:0|84)/, "")}` };
  if (/^(?:ma (?:ho )?)?[a-z]?\d[\d-]{2,}$/.test(folded))
    return { ...nothing, code: folded.replace(/^ma (?:ho )?/, "").toUpperCase() };
  const [, place = null] = PLACE.exec(folded) ?? [];
  if (place === null || (AMBIGUOUS.test(place) && !NUMBERED.test(place)))
    return { ...nothing, name: withoutTitle(folded) };
  return { ...nothing, name: withoutTitle(folded.slice(0, folded.length - place.length).trim()), place };
}

/** People look for `hộ cô Sáu`. */
function withoutTitle(name: string): string {
  return name.replace(
    /^(?:(?:ho|nha|gia dinh) )?(?:(?:co|chu|bac|anh|chi|ong|ba|di|duong|cau|mo) (?=\S))?/,
    "",
  );
}
