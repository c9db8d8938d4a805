import type { Channel } from "../../turns/ports.ts";
import type { Phones } from "../../turns/simulation.ts";
import type { Faults } from "./faults.ts";
import { imitate, vendorOf } from "./imitate.ts";

/**
 * A channel like the others: it renders by the rules of the vendor that it imitates, and what it sends appears on a
 * simulated phone instead of a real one. It has no short cut into the engine.
 */
export function simulatorChannel(phones: Pick<Phones, "show">, faults: Faults): Channel {
  return {
    name: "simulator",
    async send({ to, message, file }) {
      const vendor = vendorOf(to);
      const failed = faults.failedSend(vendor);
      if (failed !== null) return failed;
      const files =
        message.file === undefined
          ? []
          : [
              {
                kind: file === undefined || file.mime.startsWith("image/") ? "photo" : "document",
                name: file?.name ?? message.file,
                url: `/simulator/api/files/${message.file}`,
              },
            ];
      let vendorId = "";
      for (const [index, bubble] of imitate(vendor, message).entries())
        vendorId = await phones.show(to, bubble, index === 0 ? files : []);
      return { kind: "sent", vendorId };
    },
    fetchFile(ref) {
      const match = /^data:([^;,]+);base64,(.+)$/.exec(ref);
      const [, mime, data] = match ?? [];
      return Promise.resolve(
        mime === undefined || data === undefined ? null : { mime, bytes: Buffer.from(data, "base64") },
      );
    },
  };
}
