import type { ScreenMessage } from "../../turns/simulation.ts";

/** A talk as a `.chat` file that can be kept as a test: who said what, buttons in brackets. */
export function transcriptOf(messages: readonly ScreenMessage[]): string {
  return `${messages
    .map(({ from, text, buttons, attachments }) => {
      const files = attachments.map(({ kind }) => `<${kind}>`).join(" ");
      // Words under a picture stand behind it, as a `.chat` file says them.
      const parts = from === "bot" ? [text, files] : [files, text];
      const shown = parts.filter((part) => part !== "").join(" ");
      const lines = shown.split("\n").map((line, index) => (index === 0 ? line : `      ${line}`));
      const labels = buttons.map(({ label }) => `[${label}]`).join(" ");
      return `${from === "bot" ? "bot: " : "user:"} ${lines.join("\n")}${labels === "" ? "" : `\n      ${labels}`}`;
    })
    .join("\n")}\n`;
}
