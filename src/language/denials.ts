/** không, as it is written everywhere; the spellings of other rooms are made of these. */
export const DENIALS: readonly string[] = "không khong ko hông hong hổng hok hem".split(" ");
/** The same words without diacritics. */
export const BARE_DENIALS: readonly string[] = "khong ko hong hok hem".split(" ");
/** Letters that stand for it in a chat; beside a number they are a kilo or a thousand. */
export const DENIAL_LETTERS: readonly string[] = "kg kh k hk".split(" ");
/** Heard in fewer places. */
export const RARER_DENIALS: readonly string[] = "hỏng hơm".split(" ");
/** Said with force, or in the centre. */
export const STRONG_DENIALS: readonly string[] = "chẳng chả nỏ".split(" ");
