export type Upload = { name: string; type: string; bytes: Buffer };
export type Form = { texts: Map<string, string>; uploads: Map<string, Upload> };

/** Reads a multipart or urlencoded body; undefined where it is neither or is broken. */
export function readForm(contentType: string, body: Buffer): Form | undefined {
  if (contentType.startsWith("application/x-www-form-urlencoded")) {
    return { texts: new Map(new URLSearchParams(body.toString("utf8"))), uploads: new Map() };
  }
  const boundary = /^multipart\/form-data;.*\bboundary="?([^";]+)"?/i.exec(contentType)?.[1];
  return boundary === undefined ? undefined : readMultipart(body, boundary);
}

/** Written out, because the built-in parser refuses unquoted file names, which grammY sends and Telegram takes. */
function readMultipart(body: Buffer, boundary: string): Form | undefined {
  const form: Form = { texts: new Map(), uploads: new Map() };
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  while (at >= 0) {
    const from = at + mark.length;
    if (body.toString("latin1", from, from + 2) === "--") return form;
    const headEnd = body.indexOf("\r\n\r\n", from);
    const next = body.indexOf(mark, from);
    if (headEnd < 0 || next < headEnd) return undefined;
    // The line break before the next boundary belongs to the boundary.
    if (!addPart(form, body.toString("utf8", from, headEnd), body.subarray(headEnd + 4, next - 2)))
      return undefined;
    at = next;
  }
  return undefined;
}

function addPart(form: Form, head: string, bytes: Buffer): boolean {
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(head)?.[1] ?? "";
  const name = memberOf(disposition, "name");
  const fileName = memberOf(disposition, "filename");
  if (name === undefined) return false;
  if (fileName === undefined) form.texts.set(name, bytes.toString("utf8"));
  else {
    const type = /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? "";
    form.uploads.set(name, { name: fileName, type, bytes: Buffer.from(bytes) });
  }
  return true;
}

function memberOf(disposition: string, member: string): string | undefined {
  const [, quoted, bare] =
    new RegExp(`;\\s*${member}=(?:"([^"]*)"|([^;\\r\\n]*))`, "i").exec(disposition) ?? [];
  return quoted ?? bare?.trim();
}
