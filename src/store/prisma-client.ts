import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./prisma/client.ts";

/** Prisma for everything that is not hot. The caller disconnects it. */
export function openPrisma(url: string): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 3 }) });
}

export type { PrismaClient };
