export type Upload = { name: string; type: string; bytes: Buffer };
export type Form = { texts: Map<string, string>; uploads: Map<string, Upload> };

/** Reads a multipart or urlencoded body; undefined where it is neither or is broken. */
export async function readForm(contentType: string, body: Buffer): Promise<Form | undefined> {
  const texts = new Map<string, string>();
  const uploads = new Map<string, Upload>();
  try {
    const request = new Request("http://fake", {
      method: "POST",
      headers: { "content-type": contentType },
      body: new Uint8Array(body),
    });
    for (const [name, value] of await request.formData()) {
      if (typeof value === "string") texts.set(name, value);
      else {
        uploads.set(name, {
          name: value.name,
          type: value.type,
          bytes: Buffer.from(await value.arrayBuffer()),
        });
      }
    }
  } catch {
    return undefined;
  }
  return { texts, uploads };
}
