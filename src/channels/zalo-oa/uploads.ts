import { createHash } from "node:crypto";
import { z } from "zod";
import type { Clock, Delivery } from "../../turns/ports.ts";
import { callZalo, type ZaloAnswer, type ZaloFailed } from "./client.ts";

type SentFile = NonNullable<Delivery["file"]>;

/** How a file goes along with a message: a picture by its attachment id, a document by its token. */
export type Uploaded = { as: "image" | "file"; id: string };
export type UploadAnswer = { kind: "uploaded"; file: Uploaded } | ZaloFailed;

export type Uploads = {
  /** Uploads the file, or remembers that it was uploaded. */
  put(accessToken: string, file: SentFile): Promise<UploadAnswer>;
  /** Zalo no longer has it (-100): the next `put` uploads it again. */
  forget(file: SentFile): void;
};

const MEGABYTE = 1024 * 1024;
/** Zalo keeps uploads for seven days and takes 5,000 a month, so one report for many people is uploaded once. */
const KEPT_MS = 6 * 24 * 3_600_000;
const MOST_REMEMBERED = 1_000;

const Answer = z.object({
  data: z.object({ attachment_id: z.string().optional(), token: z.string().optional() }),
});

/** Whether Zalo takes such a file, and as what: jpg and png up to 1 MB, pdf, doc, docx and csv up to 5 MB. */
export function uploadKind({ name, mime, bytes }: SentFile): Uploaded["as"] | null {
  if (/^image\/(?:jpeg|png)$/.test(mime)) return bytes.byteLength <= MEGABYTE ? "image" : null;
  return /\.(?:pdf|docx?|csv)$/i.test(name) && bytes.byteLength <= 5 * MEGABYTE ? "file" : null;
}

/** The uploads of one Official Account, remembered by their content. */
export function zaloUploads(openapiRoot: string, clock: Clock): Uploads {
  const known = new Map<string, { file: Uploaded; at: number }>();
  return {
    async put(accessToken, file) {
      const key = contentKey(file);
      const found = known.get(key);
      if (found !== undefined && clock.now().getTime() - found.at < KEPT_MS)
        return { kind: "uploaded", file: found.file };
      const as = uploadKind(file);
      if (as === null) return { kind: "refused", code: -201, message: "Zalo takes no such file" };
      const answer = await upload(new URL(`/v2.0/oa/upload/${as}`, openapiRoot), accessToken, file);
      if (answer.kind !== "ok") return answer;
      const data = Answer.safeParse(answer.json).data?.data;
      const id = as === "image" ? data?.attachment_id : data?.token;
      if (id === undefined) return { kind: "refused", code: 0, message: "the upload's answer holds no id" };
      const [oldest] = known.keys();
      if (known.size >= MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
      known.set(key, { file: { as, id }, at: clock.now().getTime() });
      return { kind: "uploaded", file: { as, id } };
    },
    forget: (file) => {
      known.delete(contentKey(file));
    },
  };
}

function upload(url: URL, accessToken: string, { name, mime, bytes }: SentFile): Promise<ZaloAnswer> {
  const body = new FormData();
  body.set("file", new Blob([Uint8Array.from(bytes)], { type: mime }), name);
  return callZalo({ url: url.href, headers: { access_token: accessToken }, body });
}

function contentKey({ name, bytes }: SentFile): string {
  return createHash("sha256").update(bytes).update(name).digest("hex");
}
