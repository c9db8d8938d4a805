import { describe, expect, test } from "vitest";
import type { Sent } from "../../src/turns/ports.ts";
import type { ChannelRig, Vendor } from "./channel-rig.ts";
import { QUESTION, useRig } from "./use-rig.ts";
import { deserted } from "./webhook-server.ts";

/**
 * What every channel promises, tried against its vendor's fake over real HTTP. The fakes refuse whatever the vendor
 * forbids, so that a message which arrives was within the vendor's limits.
 */
export function channelContract(vendor: Vendor, open: () => Promise<ChannelRig>): void {
  describe(`${vendor.name} keeps the contract of channels`, () => {
    const { next, post, rig, screen, send } = useRig(open);

    describe("receiving", () => {
      test("a text arrives once, composed, from the one who wrote it", async () => {
        const inbound = await next(() => rig().person.says("Nha\u0300 tôi nuo\u0302i 2 con bo\u0300"));
        await rig().settled();
        expect(inbound).toMatchObject({
          channel: rig().channel.name,
          contact: rig().person.id,
          input: { kind: "text", text: "Nhà tôi nuôi 2 con bò" },
        });
        expect(
          rig().server.inbound.filter(({ externalId }) => externalId === inbound?.externalId),
        ).toHaveLength(1);
      });

      test("the same event has the same id when it is delivered again; another event has another", async () => {
        rig().faults.duplicate();
        const first = await next(() => rig().person.says("dạ"));
        const again = (await rig().server.arrived(rig().server.inbound.indexOf(first ?? never()) + 2)).at(-1);
        await rig().settled();
        const other = await next(() => rig().person.says("dạ"));
        expect(again).toEqual(first);
        expect(other?.externalId).not.toBe(first?.externalId);
      });

      test("events carry when they happened, so that two can be put in order", async () => {
        const first = await next(() => rig().person.says("một"));
        await rig().settled();
        const second = await next(() => rig().person.says("hai"));
        const times = [first, second].map((inbound) => inbound?.happenedAt.getTime() ?? Number.NaN);
        expect(times[1]).toBeGreaterThanOrEqual(times[0] ?? Number.NaN);
      });

      test("a forged request is refused with 401, and nothing comes of it", async () => {
        const before = rig().server.inbound.length;
        const body = '{"update_id":1,"event_name":"user_send_text","timestamp":"1540363714987"}';
        expect(await post(body, { "content-type": "application/json" })).toBe(401);
        expect(rig().server.inbound).toHaveLength(before);
      });

      test("malformed JSON is refused with 400, whoever sends it", async () => {
        const body = '{"update_id":1,';
        expect(await post(body, { "content-type": "application/json", ...rig().signed(body) })).toBe(400);
      });

      test("an empty probe is answered where the vendor sends one", async () => {
        const status = await post(vendor.probe ?? "{}", { "content-type": "application/json" });
        expect(status).toBe(vendor.probe === null ? 401 : 200);
      });

      test("what we do not know is answered 200 and comes to nothing", async () => {
        const body = rig().unknownEvent;
        const status = await post(body, { "content-type": "application/json", ...rig().signed(body) });
        expect(status).toBe(200);
        expect(rig().server.verdicts.at(-1)).toEqual({ kind: "accepted", inbound: [] });
      });
    });

    describe("sending", () => {
      test("a label of any length can be read whole", async () => {
        const label = "Chăn nuôi bò sinh sản kết hợp trồng cỏ và làm phân hữu cơ ".repeat(6).trim();
        expect(await send({ text: "Chọn:", options: [{ label }], turn: 3 })).toMatchObject({ kind: "sent" });
        expect(screen()).toContain(`1. ${label}`);
      });

      test("a message arrives whole and composed, and the vendor's id is known", async () => {
        const sent = await send({ text: "Cha\u0300o ba\u0301c Sáu" });
        expect(sent.kind === "sent" && sent.vendorId !== "").toBe(true);
        expect(rig().person.shown()).toEqual([{ text: "Chào bác Sáu", buttons: [], file: undefined }]);
      });

      test("options can be read with their numbers, in order", async () => {
        expect(await send(QUESTION)).toMatchObject({ kind: "sent" });
        expect(screen()).toMatch(/muốn làm gì[^]*1\. Nuôi bò[^]*2\. Trồng dừa[^]*3\. Buôn bán nhỏ/);
      });

      test("more options than buttons fit can all be read with their numbers", async () => {
        const options = Array.from({ length: 130 }, (_, index) => ({ label: `Ấp số ${index + 1}` }));
        expect(await send({ text: "Bác ở ấp nào?", options, turn: 7 })).toMatchObject({ kind: "sent" });
        for (const [index, { label }] of options.entries())
          expect(screen()).toContain(`${index + 1}. ${label}`);
      });

      test("a text that is too long comes in parts that end with sentences", async () => {
        const sentence = "Hôm nay cán bộ ấp ghé thăm nhà bác Sáu để xem chuồng bò. ";
        const text = sentence.repeat(Math.ceil((vendor.longestText * 1.5) / sentence.length)).trim();
        expect(await send({ ...QUESTION, text })).toMatchObject({ kind: "sent" });
        const shown = rig().person.shown();
        expect(shown.length).toBeGreaterThan(1);
        for (const part of shown) expect(part.text.length).toBeLessThanOrEqual(vendor.longestText);
        for (const part of shown.slice(0, -1)) expect(part.text).toMatch(/bò\.$/);
        expect(shown.map((part) => part.text).join(" ")).toContain(text);
      });
    });

    test("a file that is gone, or was never there, is null", async () => {
      expect(await rig().channel.fetchFile?.("gone")).toBeNull();
    });

    describe("what went wrong", () => {
      test("throttled: try again after the pause that the vendor asks for", async () => {
        rig().faults.throttled();
        const sent = await send({ text: "Chào bác Sáu" });
        expect(sent.kind === "retry" && (sent.afterMs ?? 0) >= 1_000).toBe(true);
        expectDiscreet(sent, rig().token());
        expect(await send({ text: "Chào bác Sáu" })).toMatchObject({ kind: "sent" });
      });

      test("blocked by the person: stop", async () => {
        rig().person.blocks();
        const sent = await send({ text: "Chào bác Sáu" });
        expect(sent).toMatchObject({ kind: "stop_person" });
        expectDiscreet(sent, rig().token());
      });

      test("bad gateway: nothing went out, try again", async () => {
        rig().faults.badGateway();
        const sent = await send({ text: "Chào bác Sáu" });
        expect(sent).toMatchObject({ kind: "retry" });
        expectDiscreet(sent, rig().token());
        expect(rig().person.shown()).toEqual([]);
      });

      test("the answer was lost: nobody knows", async () => {
        rig().faults.lostAnswer();
        const sent = await send({ text: "Chào bác Sáu" });
        expect(sent).toMatchObject({ kind: "unknown" });
        expectDiscreet(sent, rig().token());
        expect(rig().person.shown()).toHaveLength(1);
      });

      test("nobody listens: nothing went out, try again", async () => {
        const message = { text: "Chào bác Sáu", options: [], turn: null };
        const sent = await rig()
          .lonely(await deserted())
          .send({ to: rig().person.id, message });
        expect(sent).toMatchObject({ kind: "retry" });
        expectDiscreet(sent, rig().token());
      });

      test("bad token: alarm, with what to do", async () => {
        rig().faults.badToken();
        const sent = await send({ text: "Chào bác Sáu" });
        expect(sent.kind).toBe("alarm");
        expect(sent.kind === "alarm" && sent.why).toMatch(/token|consent/i);
        expectDiscreet(sent, rig().token());
      });

      test("an empty message never goes", async () => {
        expect(await send({ text: " " })).toMatchObject({ kind: "give_up" });
        expect(rig().person.shown()).toEqual([]);
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
