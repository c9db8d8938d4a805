import { download } from "./download.ts";

/** Where Zalo keeps what people send; seen: f6.photo.talk.zdn.vn and the like. */
const FILE_HOSTS = [".zdn.vn", ".zadn.vn", ".zalo.me"];

/**
 * Brings a file by the address in its event. Null where it is gone, larger than 20 MB, or not on a host of Zalo: an
 * address in a request must not make this program call others. The host of the API itself counts as Zalo's.
 */
export async function fetchZaloFile(
  ref: string,
  apiRoot: string,
): Promise<{ mime: string; bytes: Uint8Array } | null> {
  if (!URL.canParse(ref)) return null;
  const address = new URL(ref);
  const isZalo =
    address.host === new URL(apiRoot).host ||
    (address.port === "" && FILE_HOSTS.some((host) => address.hostname.endsWith(host)));
  return isZalo && /^https?:$/.test(address.protocol) ? download(address) : null;
}
