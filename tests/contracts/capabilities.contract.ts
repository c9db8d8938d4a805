import { describe, expect, test } from "vitest";
import type { ChannelRig, Farewell, FileSharing, Tapping, Vendor } from "./channel-rig.ts";
import { JPEG, PDF } from "./sample-files.ts";
import { QUESTION, useRig } from "./use-rig.ts";

/** What a channel with buttons promises besides. */
export function buttonContract(
  vendor: Vendor & { longestButton: number },
  open: () => Promise<ChannelRig & Tapping>,
): void {
  describe(`${vendor.name} has buttons`, () => {
    let taps: (label: string) => void;
    const { nextInput, rig, send } = useRig(async () => {
      const opened = await open();
      taps = opened.taps;
      return opened;
    });

    test("a tap comes back as the same option of the same turn", async () => {
      await send(QUESTION);
      const tap = await nextInput(() => taps("2. Trồng dừa"));
      expect(tap).toMatchObject({ kind: "tap", turn: 999_999_999, option: 1 });
    });

    test("the button of a long label is cut and tapped by its number", async () => {
      const label = "Chăn nuôi bò sinh sản kết hợp trồng cỏ và làm phân hữu cơ ".repeat(6).trim();
      await send({ text: "Chọn:", options: [{ label }], turn: 3 });
      const button = rig().person.shown()[0]?.buttons[0] ?? "";
      expect(button).toMatch(/^1\. Chăn nuôi.*…$/);
      expect(button.length).toBeLessThanOrEqual(vendor.longestButton);
      expect(await nextInput(() => taps(button))).toMatchObject({ kind: "tap", turn: 3, option: 0 });
    });

    test("the buttons of a long text are under its last part", async () => {
      await send({ ...QUESTION, text: "Cán bộ ấp đã ghé thăm. ".repeat(vendor.longestText / 20) });
      const counts = rig()
        .person.shown()
        .map(({ buttons }) => buttons.length);
      expect(counts.length).toBeGreaterThan(1);
      expect(counts).toEqual([...counts.slice(0, -1).map(() => 0), 3]);
    });
  });
}

/** What a channel that carries files promises besides. */
export function fileContract(vendor: Vendor, open: () => Promise<ChannelRig & FileSharing>): void {
  describe(`${vendor.name} carries files`, () => {
    let shares: FileSharing;
    const { nextInput, rig, screen, send } = useRig(async () => {
      const opened = await open();
      shares = opened;
      return opened;
    });
    const shows = (bytes: Buffer): boolean =>
      rig()
        .person.shown()
        .some(({ file }) => file?.equals(bytes));
    const jpeg = { name: "bieu-do.jpg", mime: "image/jpeg", bytes: JPEG };
    const pdf = { name: "bao-cao.pdf", mime: "application/pdf", bytes: PDF };

    test("a photo arrives with its caption, and its bytes can be fetched", async () => {
      const input = await nextInput(() => shares.sendsPhoto(JPEG, "con bò mới"));
      expect(input).toMatchObject({ kind: "file", file: "photo", caption: "con bò mới" });
      const file = await rig().channel.fetchFile?.(input?.kind === "file" ? input.ref : "");
      expect(file?.mime).toBe("image/jpeg");
      expect(Buffer.from(file?.bytes ?? []).equals(JPEG)).toBe(true);
    });

    test("a voice message arrives as one", async () => {
      const input = await nextInput(() => shares.sendsVoice(Buffer.from("OggS and so on")));
      expect(input).toMatchObject({ kind: "file", file: "voice" });
    });

    test("a picture goes with its text", async () => {
      expect(await send({ text: "Thu nhập quý này" }, jpeg)).toMatchObject({ kind: "sent" });
      expect(screen().trim()).toBe("Thu nhập quý này");
      expect(shows(JPEG)).toBe(true);
    });

    test("a picture goes with a question, whose options can be read", async () => {
      expect(await send(QUESTION, jpeg)).toMatchObject({ kind: "sent" });
      expect(screen()).toMatch(/tăng thu nhập[^]*1\. Nuôi bò/);
      expect(shows(JPEG)).toBe(true);
    });

    test("a document goes with its text", async () => {
      expect(await send({ text: "Báo cáo 6 tháng" }, pdf)).toMatchObject({ kind: "sent" });
      expect(screen().trim()).toBe("Báo cáo 6 tháng");
      expect(shows(PDF)).toBe(true);
    });
  });
}

/** What a channel promises whose vendor tells when a person goes. */
export function farewellContract(vendor: Vendor, open: () => Promise<ChannelRig & Farewell>): void {
  describe(`${vendor.name} tells who left`, () => {
    let leaves: () => void;
    const { nextInput } = useRig(async () => {
      const opened = await open();
      leaves = opened.leaves;
      return opened;
    });

    test("a person who leaves is said to have left", async () => {
      expect(await nextInput(() => leaves())).toMatchObject({ kind: "left" });
    });
  });
}
