/** The colours of every picture; what they mean does not hang on them alone, since each bar and cell says its number. */
export const COLOURS = {
  main: "#1d4ed8",
  good: "#15803d",
  warn: "#b45309",
  bad: "#b91c1c",
  quiet: "#cbd5e1",
  ink: "#1f2937",
} as const;
