import type { FakeClock } from "../common/clock.ts";
import { badRequest } from "./refusal.ts";

export type FileKind = "photo" | "document" | "voice";
export type StoredFile = {
  id: string;
  kind: FileKind;
  name: string;
  mime: string;
  bytes: Buffer;
  path: string;
  width: number;
  height: number;
};

export type Files = {
  add(
    file: Pick<StoredFile, "kind" | "name" | "mime" | "bytes"> & { width?: number; height?: number },
  ): StoredFile;
  get(id: string): StoredFile | undefined;
  /** Makes a download path good for one hour, as getFile promises; refuses files above 20 MB. */
  open(id: string): { file: StoredFile; path: string };
  /** The bytes behind a download path; undefined where it is unknown or has run out. */
  download(path: string): StoredFile | undefined;
};

const downloadLimit = 20 * 1024 * 1024;
const linkLifeMs = 60 * 60 * 1000;
const folders = { photo: "photos", document: "documents", voice: "voice" };
const endings = new Map([
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
  ["audio/ogg", "oga"],
  ["application/pdf", "pdf"],
]);

/** The files of both sides, by file_id. */
export function makeFiles(clock: FakeClock): Files {
  const files = new Map<string, StoredFile>();
  const links = new Map<string, { file: StoredFile; openedAt: number }>();
  return {
    add: (given) => {
      const number = files.size;
      const ending = endings.get(given.mime) ?? /\.(\w+)$/.exec(given.name)?.[1] ?? "bin";
      const file = {
        width: 800,
        height: 600,
        ...given,
        id: `AgACAgUAAxkBAAI${number}${given.kind}`,
        path: `${folders[given.kind]}/file_${number}.${ending}`,
      };
      files.set(file.id, file);
      return file;
    },
    get: (id) => files.get(id),
    open: (id) => {
      const file = files.get(id);
      if (file === undefined) throw badRequest("invalid file_id");
      if (file.bytes.length > downloadLimit) throw badRequest("file is too big");
      links.set(file.path, { file, openedAt: clock.now().getTime() });
      return { file, path: file.path };
    },
    download: (path) => {
      const link = links.get(path);
      const isFresh = link !== undefined && clock.now().getTime() - link.openedAt <= linkLifeMs;
      return isFresh ? link.file : undefined;
    },
  };
}

/** The Bot API's object for a file, to be put under its kind in a Message. */
export function fileContent(file: StoredFile) {
  const common = { file_id: file.id, file_unique_id: `u${file.id}`, file_size: file.bytes.length };
  const { kind, name, mime, width, height } = file;
  if (kind === "photo") return { photo: [{ ...common, width, height }] };
  if (kind === "document") return { document: { ...common, file_name: name, mime_type: mime } };
  return { voice: { ...common, duration: 3, mime_type: mime } };
}
