import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Input } from "../../src/domain/input.ts";
import type { OutboundMessage } from "../../src/domain/message.ts";
import type { Channel, Delivery, Inbound, Sent } from "../../src/turns/ports.ts";
import { JPEG, PDF } from "./sample-files.ts";
import { deserted, type WebhookServer } from "./webhook-server.ts";

/** A message as it stands on the person's screen. */
export type Shown = { text: string; buttons: string[]; file: Buffer | undefined };

/** A channel with its vendor's fake, and one person who has written to it before. */
export type ChannelRig = {
  channel: Channel;
  server: WebhookServer;
  person: {
    id: string;
    shown(): Shown[];
    says(text: string): void;
    /** Taps the button with this label, wherever it stands. */
    taps(label: string): void;
    sendsPhoto(bytes: Buffer, caption: string): void;
    sendsVoice(bytes: Buffer): void;
    leaves(): void;
    blocks(): void;
    /** Something of the vendor's that we do not know. */
    doesSomethingNew(): void;
  };
  faults: {
    duplicate(): void;
    throttled(): void;
    badGateway(): void;
    /** The vendor does what it was asked and the connection is cut before its answer. */
    lostAnswer(): void;
    badToken(): void;
  };
  /** The token that must never be said. */
  token(): string;
  /** Headers that make a body acceptable to the channel. */
  signed(body: string): Record<string, string>;
  /** Resolves once every event has been delivered. */
  settled(): Promise<void>;
  /** The same channel with the address of its vendor changed to one where nobody listens. */
  lonely(root: string): Channel;
  close(): Promise<void>;
};

/** What the channel's vendor is known for, where vendors differ. */
export type Vendor = { name: string; longestText: number; longestButton: number; answersProbe: boolean };

const QUESTION: OutboundMessage = {
  text: "Bác Sáu muốn làm gì để tăng thu nhập?",
  options: [{ label: "Nuôi bò" }, { label: "Trồng dừa" }, { label: "Buôn bán nhỏ" }],
  turn: 999_999_999,
};

/**
 * What every channel promises, tried against its vendor's fake over real HTTP. The fakes refuse whatever the vendor
 * forbids, so that a message which arrives was within the vendor's limits.
 */
export function channelContract(vendor: Vendor, open: () => Promise<ChannelRig>): void {
  describe(`${vendor.name} keeps the contract of channels`, () => {
    let rig: ChannelRig;
    beforeEach(async () => {
      rig = await open();
    });
    afterEach(() => rig.close());

    const send = (message: Partial<OutboundMessage>, file?: Delivery["file"]): Promise<Sent> =>
      rig.channel.send({
        to: rig.person.id,
        message: { text: "", options: [], turn: null, ...message },
        ...(file === undefined ? {} : { file }),
      });
    const next = async (act: () => void): Promise<Inbound | undefined> => {
      const before = rig.server.inbound.length;
      act();
      return (await rig.server.arrived(before + 1))[before];
    };
    const nextInput = async (act: () => void): Promise<Input | undefined> => (await next(act))?.input;
    const post = async (body: string, headers: Record<string, string>): Promise<number> =>
      (await fetch(rig.server.root, { method: "POST", body, headers })).status;

    describe("receiving", () => {
      test("a text arrives once, composed, from the one who wrote it", async () => {
        const inbound = await next(() => rig.person.says("Nha\u0300 tôi nuo\u0302i 2 con bo\u0300"));
        await rig.settled();
        expect(inbound).toMatchObject({
          channel: rig.channel.name,
          contact: rig.person.id,
          input: { kind: "text", text: "Nhà tôi nuôi 2 con bò" },
        });
        expect(
          rig.server.inbound.filter(({ externalId }) => externalId === inbound?.externalId),
        ).toHaveLength(1);
      });

      test("the same event has the same id when it is delivered again; another event has another", async () => {
        rig.faults.duplicate();
        const first = await next(() => rig.person.says("dạ"));
        const again = (await rig.server.arrived(rig.server.inbound.indexOf(first ?? never()) + 2)).at(-1);
        await rig.settled();
        const other = await next(() => rig.person.says("dạ"));
        expect(again).toEqual(first);
        expect(other?.externalId).not.toBe(first?.externalId);
      });

      test("events carry when they happened, so that two can be put in order", async () => {
        const first = await next(() => rig.person.says("một"));
        await rig.settled();
        const second = await next(() => rig.person.says("hai"));
        const times = [first, second].map((inbound) => inbound?.happenedAt.getTime() ?? Number.NaN);
        expect(times[1]).toBeGreaterThanOrEqual(times[0] ?? Number.NaN);
      });

      test("a forged request is refused with 401, and nothing comes of it", async () => {
        const before = rig.server.inbound.length;
        const body = '{"update_id":1,"event_name":"user_send_text","timestamp":"1540363714987"}';
        expect(await post(body, { "content-type": "application/json" })).toBe(401);
        expect(rig.server.inbound).toHaveLength(before);
      });

      test("malformed JSON is refused with 400, whoever sends it", async () => {
        const body = '{"update_id":1,';
        expect(await post(body, { "content-type": "application/json", ...rig.signed(body) })).toBe(400);
      });

      test("an empty probe is answered as the vendor needs it", async () => {
        expect(await post("{}", { "content-type": "application/json" })).toBe(
          vendor.answersProbe ? 200 : 401,
        );
      });

      test("what we do not know is answered 200 and comes to nothing", async () => {
        const before = rig.server.verdicts.length;
        rig.person.doesSomethingNew();
        await rig.settled();
        expect(rig.server.verdicts.slice(before)).toEqual([{ kind: "accepted", inbound: [] }]);
      });

      test("a photo arrives with its caption, and its bytes can be fetched", async () => {
        const input = await nextInput(() => rig.person.sendsPhoto(JPEG, "con bò mới"));
        expect(input).toMatchObject({ kind: "file", file: "photo", caption: "con bò mới" });
        const file = await rig.channel.fetchFile?.(input?.kind === "file" ? input.ref : "");
        expect(file?.mime).toBe("image/jpeg");
        expect(Buffer.from(file?.bytes ?? []).equals(JPEG)).toBe(true);
      });

      test("a voice message arrives as one", async () => {
        const input = await nextInput(() => rig.person.sendsVoice(Buffer.from("OggS and so on")));
        expect(input).toMatchObject({ kind: "file", file: "voice" });
      });

      test("a file that is gone is null", async () => {
        expect(await rig.channel.fetchFile?.("gone")).toBeNull();
      });

      test("a person who leaves is said to have left", async () => {
        expect(await nextInput(() => rig.person.leaves())).toMatchObject({ kind: "left" });
      });
    });

    describe("sending", () => {
      test("a message arrives whole and composed, and the vendor's id is known", async () => {
        const sent = await send({ text: "Cha\u0300o ba\u0301c Sáu" });
        expect(sent.kind === "sent" && sent.vendorId !== "").toBe(true);
        expect(rig.person.shown()).toEqual([{ text: "Chào bác Sáu", buttons: [], file: undefined }]);
      });

      test("options can be read with their numbers, in order", async () => {
        expect(await send(QUESTION)).toMatchObject({ kind: "sent" });
        const [shown] = rig.person.shown();
        const all = [shown?.text, ...(shown?.buttons ?? [])].join("\n");
        expect(all).toMatch(/muốn làm gì[^]*1\. Nuôi bò[^]*2\. Trồng dừa[^]*3\. Buôn bán nhỏ/);
      });

      test("a tap comes back as the same option of the same turn", async () => {
        await send(QUESTION);
        expect(await nextInput(() => rig.person.taps("2. Trồng dừa"))).toEqual({
          kind: "tap",
          turn: 999_999_999,
          option: 1,
        });
      });

      test("more options than buttons fit can all be read with their numbers", async () => {
        const options = Array.from({ length: 130 }, (_, index) => ({ label: `Ấp số ${index + 1}` }));
        expect(await send({ text: "Bác ở ấp nào?", options, turn: 7 })).toMatchObject({ kind: "sent" });
        const all = rig.person.shown().flatMap(({ text, buttons }) => [text, ...buttons]);
        for (const [index, { label }] of options.entries())
          expect(all.join("\n")).toContain(`${index + 1}. ${label}`);
      });

      test("a long label can be read whole, and its button is tapped by its number", async () => {
        const label = "Chăn nuôi bò sinh sản kết hợp trồng cỏ và làm phân hữu cơ ".repeat(6).trim();
        expect(await send({ text: "Chọn:", options: [{ label }], turn: 3 })).toMatchObject({ kind: "sent" });
        const [shown] = rig.person.shown();
        expect(shown?.text).toContain(`1. ${label}`);
        expect(shown?.buttons[0]).toMatch(/^1\. Chăn nuôi.*…$/);
        expect(shown?.buttons[0]?.length).toBeLessThanOrEqual(vendor.longestButton);
        expect(await nextInput(() => rig.person.taps(shown?.buttons[0] ?? ""))).toMatchObject({ option: 0 });
      });

      test("a text that is too long comes in parts that end with sentences; the buttons are under the last", async () => {
        const sentence = "Hôm nay cán bộ ấp ghé thăm nhà bác Sáu để xem chuồng bò. ";
        const text = sentence.repeat(Math.ceil((vendor.longestText * 1.5) / sentence.length)).trim();
        expect(await send({ ...QUESTION, text })).toMatchObject({ kind: "sent" });
        const shown = rig.person.shown();
        expect(shown.length).toBeGreaterThan(1);
        for (const part of shown) expect(part.text.length).toBeLessThanOrEqual(vendor.longestText);
        for (const part of shown.slice(0, -1)) {
          expect(part.text).toMatch(/bò\.$/);
          expect(part.buttons).toEqual([]);
        }
        expect(shown.map((part) => part.text).join(" ")).toContain(text);
        expect(shown.at(-1)?.buttons).toHaveLength(3);
      });

      test("a picture goes with its text", async () => {
        const file = { name: "bieu-do.jpg", mime: "image/jpeg", bytes: JPEG };
        expect(await send({ text: "Thu nhập quý này" }, file)).toMatchObject({ kind: "sent" });
        expect(
          rig.person
            .shown()
            .map(({ text }) => text)
            .join(""),
        ).toBe("Thu nhập quý này");
        expect(rig.person.shown().some((shown) => shown.file?.equals(JPEG))).toBe(true);
      });

      test("a picture goes with a question", async () => {
        const file = { name: "bieu-do.jpg", mime: "image/jpeg", bytes: JPEG };
        expect(await send(QUESTION, file)).toMatchObject({ kind: "sent" });
        expect(rig.person.shown().some((shown) => shown.file?.equals(JPEG))).toBe(true);
        expect(await nextInput(() => rig.person.taps("1. Nuôi bò"))).toMatchObject({
          kind: "tap",
          option: 0,
        });
      });

      test("a document goes with its text", async () => {
        const file = { name: "bao-cao.pdf", mime: "application/pdf", bytes: PDF };
        expect(await send({ text: "Báo cáo 6 tháng" }, file)).toMatchObject({ kind: "sent" });
        expect(
          rig.person
            .shown()
            .map(({ text }) => text)
            .join(""),
        ).toBe("Báo cáo 6 tháng");
        expect(rig.person.shown().some((shown) => shown.file?.equals(PDF))).toBe(true);
      });
    });

    describe("what went wrong", () => {
      test("throttled: try again after the pause that the vendor asks for", async () => {
        rig.faults.throttled();
        const sent = await send({ text: "Chào bác Sáu" });
        expect(sent.kind === "retry" && (sent.afterMs ?? 0) >= 1_000).toBe(true);
        expectDiscreet(sent, rig.token());
        expect(await send({ text: "Chào bác Sáu" })).toMatchObject({ kind: "sent" });
      });

      test("blocked by the person: stop", async () => {
        rig.person.blocks();
        const sent = await send({ text: "Chào bác Sáu" });
        expect(sent).toMatchObject({ kind: "stop_person" });
        expectDiscreet(sent, rig.token());
      });

      test("bad gateway: nothing went out, try again", async () => {
        rig.faults.badGateway();
        const sent = await send({ text: "Chào bác Sáu" });
        expect(sent).toMatchObject({ kind: "retry" });
        expectDiscreet(sent, rig.token());
        expect(rig.person.shown()).toEqual([]);
      });

      test("the answer was lost: nobody knows", async () => {
        rig.faults.lostAnswer();
        const sent = await send({ text: "Chào bác Sáu" });
        expect(sent).toMatchObject({ kind: "unknown" });
        expectDiscreet(sent, rig.token());
        expect(rig.person.shown()).toHaveLength(1);
      });

      test("nobody listens: nothing went out, try again", async () => {
        const message = { text: "Chào bác Sáu", options: [], turn: null };
        const sent = await rig.lonely(await deserted()).send({ to: rig.person.id, message });
        expect(sent).toMatchObject({ kind: "retry" });
        expectDiscreet(sent, rig.token());
      });

      test("bad token: alarm, with what to do", async () => {
        rig.faults.badToken();
        const sent = await send({ text: "Chào bác Sáu" });
        expect(sent.kind).toBe("alarm");
        expect(sent.kind === "alarm" && sent.why).toMatch(/token|consent/i);
        expectDiscreet(sent, rig.token());
      });

      test("an empty message never goes", async () => {
        expect(await send({ text: " " })).toMatchObject({ kind: "give_up" });
        expect(rig.person.shown()).toEqual([]);
      });
    });
  });
}

/** Neither the token nor what was said may get into logs by way of a reason. */
function expectDiscreet(sent: Sent, token: string): void {
  expect(JSON.stringify(sent)).not.toContain(token);
  expect(JSON.stringify(sent)).not.toContain("bác Sáu");
}

function never(): never {
  throw new Error("The event did not come");
}
