import { rm } from "node:fs/promises";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { findPostmaster, shutDown } from "../../src/store/embedded/postmaster.ts";
import { dropTemplates } from "./postgres-template.ts";
import { databaseFolder } from "./scratch.ts";

declare module "vitest" {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- an interface can be added to, a type cannot
  interface ProvidedContext {
    postgresHome: string;
  }
}

/**
 * Gives the run a folder for its database server. The server itself starts with the first test that asks for a
 * database, so that a run without one costs nothing; here it is ended, whoever started it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = await databaseFolder("sinh-ke-tests-");
  project.provide("postgresHome", home);
  return async () => {
    await dropTemplates(home);
    const server = await findPostmaster(path.join(home, "postgres"));
    if (server !== undefined) await shutDown(server.pid);
    await rm(home, { recursive: true, force: true });
  };
}
