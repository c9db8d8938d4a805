import { defineConfig } from "prisma/config";

// `prisma generate` fetches its schema engine from the network though it does not use it. Naming any file
// as that engine keeps it from trying, so that the client is generated in a closed network as well.
process.env["PRISMA_SCHEMA_ENGINE_BINARY"] ??= process.execPath;

/** Settings of the Prisma tools. The program itself does not read them: it gets its connection from `src/config.ts`. */
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: {
    // Only `prisma migrate` connects, and it says itself when this is empty.
    url: process.env["DATABASE_URL"] ?? "",
  },
});
