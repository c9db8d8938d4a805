import { Resvg } from "@resvg/resvg-js";
import { describe, expect, it } from "vitest";
import { cleanPicture } from "../../src/turns/pictures/clean-picture.ts";

const base64 = (text: string): Buffer => Buffer.from(text, "base64");

/** Real pictures: red above and blue below; the progressive one is grey, in two scans. */
const BASELINE = base64(
  "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWG" +
    "kJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk" +
    "pKSkpKSkpKSkpKSkpKT/wAARCAAIAAwDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAXEAEAAwAAAAAAAAAA" +
    "AAAAAAAAE2Kh/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwX/xAAZEQACAwEAAAAAAAAAAAAAAAAAAxRRsVL/2gAMAwEAAhEDEQA/" +
    "AI09dJ66CnDTzokpt4f/2Q==",
);
const PROGRESSIVE = base64(
  "/9j/2wBDABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBD/" +
    "wgALCAAIABABAREA/8QAFQAAAgAAAAAAAAAAAAAAAAAAAAb/2gAIAQEAAAAAf0D/xAAVEAACAAAAAAAAAAAAAAAAAAAAAf/a" +
    "AAgBAQABPwAP/9k=",
);
const PNG = base64(
  "iVBORw0KGgoAAAANSUhEUgAAAAwAAAAICAYAAADN5B7xAAAAKUlEQVR4AbyQMQkAAAzDwjTNv4J62jTkaSFnIWQCZxjkCocl" +
    "GApKMhIPAAD//9VUFsMAAAAGSURBVAMA+dIhlc/7oTUAAAAASUVORK5CYII=",
);
const WEBP = base64(
  "UklGRkoAAABXRUJQVlA4ID4AAABQAgCdASoMAAgABABoJagCdGuA/gFx/3YADkAA/vBwv8r98F/o9b0mv4N+idXUG//pN34/" +
    "HNyp84blQbgAAA==",
);

const PLACE = "10.0303N 105.7882E Canon EOS";

/** EXIF as a phone writes it: which way up the picture is, the device, and a place. */
function exif(orientation: number): Buffer {
  const entries = Buffer.alloc(2 + 2 * 12 + 4);
  entries.writeUInt16LE(2, 0);
  entries.writeUInt16LE(0x010f, 2);
  entries.writeUInt16LE(2, 4);
  entries.writeUInt32LE(PLACE.length, 6);
  entries.writeUInt32LE(8 + entries.length, 10);
  entries.writeUInt16LE(0x0112, 14);
  entries.writeUInt16LE(3, 16);
  entries.writeUInt32LE(1, 18);
  entries.writeUInt16LE(orientation, 22);
  return Buffer.concat([Buffer.from("II*\0\x08\0\0\0", "latin1"), entries, Buffer.from(PLACE)]);
}

function segment(marker: number, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : part)),
  );
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

function asTaken(jpeg: Buffer, orientation: number): Buffer {
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, "Exif\0\0", exif(orientation)),
    segment(0xe1, "http://ns.adobe.com/xap/1.0/\0", `<x:xmpmeta exif:GPSLatitude="${PLACE}"/>`),
    segment(0xed, "Photoshop 3.0\0", PLACE),
    segment(0xfe, PLACE),
    segment(0xe5, PLACE),
    jpeg.subarray(2),
    // A "live" picture: a film hangs behind the end.
    Buffer.from(`ftypmp42 ${PLACE}`),
  ]);
}

function pngChunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length, 0);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body, Buffer.alloc(4)]);
}

function riffChunk(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, "latin1");
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** The pixels as a program shows them. */
function pixels(mime: string, bytes: Uint8Array): string {
  const href = `data:${mime};base64,${Buffer.from(bytes).toString("base64")}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="12" height="8"><image href="${href}" width="12" height="8"/></svg>`;
  return Buffer.from(new Resvg(svg).render().pixels).toString("hex");
}

function cleaned(mime: string, bytes: Uint8Array): Buffer {
  const clean = cleanPicture(mime, bytes);
  if (clean === null) throw new Error("it was not kept");
  return Buffer.from(clean);
}

describe("a picture", () => {
  it.each([
    ["baseline", BASELINE],
    ["progressive", PROGRESSIVE],
  ])("as JPEG (%s) loses place, device and what hangs behind it, and looks the same", (_name, jpeg) => {
    const clean = cleaned("image/jpeg", asTaken(jpeg, 1));
    expect(clean.toString("latin1")).not.toMatch(/10\.0303N|Exif|xmp|Photoshop/);
    expect(pixels("image/jpeg", clean)).toBe(pixels("image/jpeg", jpeg));
    expect(pixels("image/jpeg", clean)).toMatch(/[1-9a-f]/);
    expect(clean.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  });

  it("keeps which way up it is, and of EXIF nothing else", () => {
    const clean = cleaned("image/jpeg", asTaken(BASELINE, 6));
    expect(clean.toString("latin1")).not.toContain("10.0303N");
    expect(clean.indexOf("Exif\0\0")).toBe(6);
    expect(clean.readUInt16BE(30)).toBe(6);
    expect(cleaned("image/jpeg", clean)).toEqual(clean);
  });

  it("as PNG loses EXIF, texts and time, and looks the same", () => {
    const taken = Buffer.concat([
      PNG.subarray(0, 33),
      pngChunk("eXIf", exif(1)),
      pngChunk("tEXt", Buffer.from(`Location\0${PLACE}`)),
      pngChunk("iTXt", Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${PLACE}`)),
      pngChunk("zTXt", Buffer.from(PLACE)),
      pngChunk("tIME", Buffer.alloc(7)),
      PNG.subarray(33),
      Buffer.from(PLACE),
    ]);
    const clean = cleaned("image/png", taken);
    expect(clean).toEqual(PNG);
  });

  it("as WebP loses EXIF and XMP, and looks the same", () => {
    const body = Buffer.concat([
      riffChunk("VP8X", Buffer.from([0x0c, 0, 0, 0, 11, 0, 0, 7, 0, 0])),
      WEBP.subarray(12),
      riffChunk("EXIF", exif(1)),
      riffChunk("XMP ", Buffer.from(PLACE)),
    ]);
    const taken = Buffer.concat([Buffer.from("RIFF\0\0\0\0WEBP", "latin1"), body]);
    taken.writeUInt32LE(4 + body.length, 4);
    const clean = cleaned("image/webp", taken);
    expect(clean.toString("latin1")).not.toMatch(/10\.0303N|EXIF|XMP /);
    expect(clean.readUInt32LE(4)).toBe(clean.length - 8);
    expect(clean.readUInt8(20) & 0x0c).toBe(0);
    expect(pixels("image/webp", clean)).toBe(pixels("image/webp", WEBP));
  });

  it("of a kind that cannot be cleaned is not kept, and what is no picture stays as it is", () => {
    expect(cleanPicture("image/heic", Buffer.from("ftypheic"))).toBeNull();
    expect(cleaned("audio/ogg", Buffer.from("OggS")).toString()).toBe("OggS");
  });

  it("that is cut off or broken anywhere shows no place when cut, and never fails", () => {
    const taken = asTaken(PROGRESSIVE, 3);
    for (let length = 0; length <= taken.length; length++)
      expect(cleaned("image/jpeg", taken.subarray(0, length)).toString("latin1")).not.toContain("10.0303N");
    for (let at = 2; at < taken.length; at++) {
      const broken = Buffer.from(taken);
      broken[at] = 0xff;
      expect(() => cleanPicture("image/jpeg", broken)).not.toThrow();
      expect(() => cleanPicture("image/png", broken)).not.toThrow();
      expect(() => cleanPicture("image/webp", broken)).not.toThrow();
    }
  });
});
