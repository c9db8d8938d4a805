import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Delivery } from "../turns/ports.ts";
import type { PictureLinks } from "../turns/picture-links.ts";

const Asked = z.object({
  params: z.object({ file: z.uuid() }),
  query: z.object({ until: z.string(), mark: z.string() }),
});

/** Pictures by links of our own; whatever else is asked for is not there, and nobody learns whether it was. */
export function pictureRoute(
  server: FastifyInstance,
  {
    links,
    read,
    now,
  }: { links: PictureLinks; read: (file: string) => Promise<Delivery["file"] | null>; now: () => Date },
): void {
  server.get("/pictures/:file", async (request, reply) => {
    const asked = Asked.safeParse({ params: request.params, query: request.query });
    const isOpen =
      asked.success && links.isOpen({ file: asked.data.params.file, ...asked.data.query }, now());
    const picture = isOpen ? await read(asked.data.params.file) : null;
    if (picture === null || picture === undefined || !picture.mime.startsWith("image/"))
      return reply.status(404).send({ error: "not_found" });
    return reply
      .type(picture.mime)
      .header("cache-control", "private, max-age=3600")
      .header("cross-origin-resource-policy", "cross-origin")
      .send(Buffer.from(picture.bytes));
  });
}
