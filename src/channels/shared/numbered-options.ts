type Option = { label: string };

/** The label of an option with its number, which works when typed wherever the button does. */
export function numberedLabel(option: Option, index: number): string {
  return `${index + 1}. ${option.label}`;
}

/** The text with its options as numbered lines, for where buttons are missing or cannot show them whole. */
export function withNumberedOptions(text: string, options: readonly Option[]): string {
  if (options.length === 0) return text;
  const lines = options.map(numberedLabel).join("\n");
  return text === "" ? lines : `${text}\n${lines}`;
}

/** At most `limit` UTF-16 units, cut between words where it can be, with an ellipsis where something is missing. */
export function cutLabel(label: string, limit: number): string {
  if (label.length <= limit) return label;
  const space = label.lastIndexOf(" ", limit - 1);
  const head = label.slice(0, space > limit / 2 ? space : limit - 1);
  return `${head.trimEnd().replace(/[\uD800-\uDBFF]$/, "")}…`;
}
