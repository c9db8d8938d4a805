import { Readable } from "node:stream";
import { sniffMime } from "./file-kind.ts";

/** The most that Telegram hands out (core.telegram.org/bots/api#getfile); kept for every channel. */
export const LARGEST_DOWNLOAD = 20 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/**
 * Fetches a file of a person, up to 20 MB. Null where it is gone, too large or redirected somewhere else; throws where
 * the vendor cannot be reached now. Errors never name the address, which may hold a token.
 */
export async function download(address: URL): Promise<{ mime: string; bytes: Uint8Array } | null> {
  const response = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (response.status >= 500 || response.status === 429) {
    await response.body?.cancel();
    throw new Error(`The file cannot be fetched now (HTTP ${response.status}); try again later.`);
  }
  if (!response.ok || Number(response.headers.get("content-length") ?? 0) > LARGEST_DOWNLOAD) {
    await response.body?.cancel();
    return null;
  }
  const body: AsyncIterable<unknown> = response.body ?? Readable.from([]);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop closes the connection, so an endless body costs no more than the limit.
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) return null;
    size += chunk.byteLength;
    if (size > LARGEST_DOWNLOAD) return null;
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const declared = response.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  return { mime: sniffMime(bytes, declared ?? "application/octet-stream"), bytes };
}
