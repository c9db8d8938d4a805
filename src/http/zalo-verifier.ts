import type { FastifyInstance } from "fastify";

/**
 * The file by which Zalo's console sees that the domain is ours: without it, it takes neither the webhook's address nor the
 * callback. `code` is signs of an address only, see the setting.
 */
export function zaloVerifierRoute(server: FastifyInstance, code: string): void {
  const page = `<!DOCTYPE html>
<html lang="en">
<head><meta property="zalo-platform-site-verification" content="${code}" /></head>
<body>zalo-platform-site-verification: ${code}</body>
</html>
`;
  server.get(`/zalo_verifier${code}.html`, (_request, reply) =>
    reply.type("text/html; charset=utf-8").send(page),
  );
}
