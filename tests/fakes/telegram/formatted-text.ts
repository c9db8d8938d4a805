import { plainFromHtml } from "./html.ts";
import { plainFromMarkdown } from "./markdown.ts";
import { badRequest } from "./refusal.ts";

/** The text that people see after the markup is taken out; refuses broken markup. */
export function visibleText(text: string, parseMode: string | undefined): string {
  const plain = plainBy(parseMode, text);
  return plain.trim();
}

function plainBy(parseMode: string | undefined, text: string): string {
  switch (parseMode?.toLowerCase()) {
    case undefined:
    case "":
      return text;
    case "html":
      return plainFromHtml(text);
    case "markdownv2":
      return plainFromMarkdown(text, { reserved: "_*[]()~`>#+-=|{}.!", marks: ["||", "__", "*", "_", "~"] });
    case "markdown":
      return plainFromMarkdown(text, { reserved: "", marks: ["*", "_"] });
    default:
      throw badRequest("unsupported parse_mode");
  }
}
