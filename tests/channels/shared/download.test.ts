import { createServer, type Server, type ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { download, LARGEST_DOWNLOAD } from "../../../src/channels/shared/download.ts";
import { JPEG } from "../../contracts/sample-files.ts";

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A host of files that answers everything in one way. */
async function serving(answer: (response: ServerResponse) => void): Promise<URL> {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/file/secret-token`);
}

test("a file comes with the kind that its bytes say", async () => {
  const address = await serving((response) => response.setHeader("content-type", "text/plain").end(JPEG));
  const file = await download(address);
  expect(file?.mime).toBe("image/jpeg");
  expect(Buffer.from(file?.bytes ?? []).equals(JPEG)).toBe(true);
});

test("bytes that say nothing keep the kind that was declared", async () => {
  const address = await serving((response) =>
    response.setHeader("content-type", "text/csv; charset=utf-8").end("a,b"),
  );
  expect((await download(address))?.mime).toBe("text/csv");
});

test.each([404, 403, 302])("HTTP %i is a file that is gone", async (status) => {
  const address = await serving((response) =>
    response.writeHead(status, { location: "http://127.0.0.1:9/" }).end("x"),
  );
  expect(await download(address)).toBeNull();
});

test.each([500, 502, 429])("HTTP %i may pass; the error does not name the address", async (status) => {
  const address = await serving((response) => response.writeHead(status).end());
  await expect(download(address)).rejects.toThrow(/^(?!.*secret-token).*try again later/);
});

test("a file that says it is too large is not read", async () => {
  const address = await serving((response) => {
    response.writeHead(200, { "content-length": String(LARGEST_DOWNLOAD + 1) });
    response.write("x");
  });
  expect(await download(address)).toBeNull();
});

test("an endless file is left at the limit", async () => {
  const address = await serving((response) => {
    const chunk = Buffer.alloc(1024 * 1024);
    const pour = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on("drain", pour);
    pour();
  });
  expect(await download(address)).toBeNull();
});
