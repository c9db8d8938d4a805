import { GrammyError, type Api } from "grammy";
import { download, LARGEST_DOWNLOAD } from "../shared/download.ts";

/**
 * Brings a file by its file id. Null where Telegram no longer has it or will not hand it out (over 20 MB); rejects
 * where trying again later may help.
 */
export async function fetchTelegramFile(
  api: Api,
  files: { apiRoot: string; token: string },
  fileId: string,
): Promise<{ mime: string; bytes: Uint8Array } | null> {
  const path = await filePath(api, fileId);
  if (path === null) return null;
  const root = files.apiRoot.replace(/\/+$/, "");
  return download(
    new URL(`${root}/file/bot${files.token}/${path.split("/").map(encodeURIComponent).join("/")}`),
  );
}

async function filePath(api: Api, fileId: string): Promise<string | null> {
  try {
    const file = await api.getFile(fileId);
    return (file.file_size ?? 0) > LARGEST_DOWNLOAD ? null : (file.file_path ?? null);
  } catch (error) {
    if (error instanceof GrammyError && error.error_code === 400) return null;
    throw error;
  }
}
