import { randomBytes } from "node:crypto";
import type { FakeClock } from "../common/clock.ts";
import type { Upload } from "../common/form.ts";
import { ZaloRefusal } from "./refusal.ts";

export type UploadKind = "image" | "gif" | "file";
export type Uploads = {
  /** Keeps an upload for seven days and answers its id; refuses what is too big or of the wrong kind. */
  add(kind: UploadKind, upload: Upload): string;
  /** The upload behind an id: -201 where it is unknown, -100 where it has run out. */
  get(kinds: readonly UploadKind[], id: string): Upload;
};

const megabyte = 1024 * 1024;
const lifeMs = 7 * 24 * 60 * 60 * 1000;
const limits = { image: megabyte, gif: 5 * megabyte, file: 5 * megabyte };

/** Uploaded pictures and files, by attachment id or token. */
export function makeUploads(clock: FakeClock): Uploads {
  const uploads = new Map<string, { kind: UploadKind; upload: Upload; at: number }>();
  return {
    add: (kind, upload) => {
      if (!isAllowed(kind, upload))
        throw new ZaloRefusal(-201, `Params is invalid: not a ${kind} that Zalo takes`);
      if (upload.bytes.length > limits[kind]) throw new ZaloRefusal(-210, "File size is over the limit");
      const id = randomBytes(16).toString("base64url");
      uploads.set(id, { kind, upload, at: clock.now().getTime() });
      return id;
    },
    get: (kinds, id) => {
      const found = uploads.get(id);
      if (found === undefined || !kinds.includes(found.kind))
        throw new ZaloRefusal(-201, "Attachment is invalid");
      if (clock.now().getTime() - found.at > lifeMs) throw new ZaloRefusal(-100, "Attachment has expired");
      return found.upload;
    },
  };
}

function isAllowed(kind: UploadKind, { name, bytes }: Upload): boolean {
  if (bytes.length === 0) return false;
  const head = bytes.toString("latin1", 0, 4);
  if (kind === "gif") return head === "GIF8";
  if (kind === "file") return /\.(pdf|docx?|csv)$/i.test(name);
  return head.endsWith("PNG") || head.startsWith("\u00ff\u00d8");
}
