import { cleanJpeg } from "./jpeg.ts";
import { cleanPng } from "./png.ts";
import { cleanWebp } from "./webp.ts";

/**
 * A picture without what the camera wrote beside it: place, time, owner, device, comments, small previews, and whatever
 * hangs behind its end. What is seen stays as it is; a JPEG keeps which way up it is. Null for a picture of a kind that
 * cannot be cleaned here (HEIC, TIFF): it must not be kept. What is no picture is returned unchanged.
 */
export function cleanPicture(mime: string, bytes: Uint8Array): Uint8Array | null {
  switch (mime.toLowerCase()) {
    case "image/jpeg":
    case "image/jpg":
      return cleanJpeg(bytes);
    case "image/png":
      return cleanPng(bytes);
    case "image/webp":
      return cleanWebp(bytes);
    case "image/heic":
    case "image/heif":
    case "image/avif":
    case "image/tiff":
      return null;
    default:
      return bytes;
  }
}
