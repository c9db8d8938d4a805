import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

const Service = z.object({
  read_only: z.boolean().default(false),
  tmpfs: z.array(z.string()).default([]),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  privileged: z.boolean().default(false),
  user: z.string().optional(),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
});
const Compose = z.object({
  services: z.object({ web: Service, worker: Service, postgres: Service, redis: Service }),
  volumes: z.record(z.string(), z.unknown()),
});
const { services, volumes } = Compose.parse(parse(readFileSync("compose.yaml", "utf8"), { merge: true }));
const image = readFileSync("Dockerfile", "utf8");
const run = image.slice(image.lastIndexOf("\nFROM "));

it.each(["web", "worker"] as const)("the container of the %s is read-only and without rights", (name) => {
  const service = services[name];
  expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"], privileged: false });
  expect(service.security_opt).toContain("no-new-privileges:true");
  expect(service.tmpfs).toContain("/tmp");
  expect(service.user).toBeUndefined();
});

it("what is started runs as nobody special, and Node gets the signal to stop", () => {
  expect(run.match(/^USER (.+)$/gm)).toEqual(["USER node"]);
  expect(run.indexOf("\nUSER node")).toBeLessThan(run.indexOf("\nCMD "));
  expect(run).toMatch(/^CMD \["node", "dist\/main\.js"\]$/m);
});

it("each folder that the image declares as kept is one with a name, or thrown away on purpose", () => {
  const kept = [...run.matchAll(/^VOLUME (.+)$/gm)].map(([, folder = ""]) => folder);
  expect(kept).toEqual(["/data"]);
  expect(services.web.volumes).toContain("spool:/data");
  expect(services.worker.tmpfs).toContain("/data");
  const named = Object.values(services).flatMap((service) => service.volumes.map((at) => at.split(":")[0]));
  expect(new Set(named)).toEqual(new Set(Object.keys(volumes)));
});

it("nothing is opened to other machines: HTTPS is the proxy's", () => {
  const opened = Object.values(services).flatMap(({ ports }) => ports);
  expect(opened).toEqual(["127.0.0.1:3000:3000"]);
});

it("what the image takes over is there and let into the build, or made by it", () => {
  const made = ["node_modules", "dist"];
  const taken = [...run.matchAll(/^COPY --from=build \/app\/(\S+) /gm)].map(([, path = ""]) => path);
  const ignored = readFileSync(".dockerignore", "utf8").split("\n");
  const scripts = z.object({ scripts: z.object({ prepare: z.string() }) });
  const { prepare } = scripts.parse(JSON.parse(readFileSync("package.json", "utf8"))).scripts;
  // `npm ci` compiles by this script.
  const compiledBy = /^node (\w+)\//.exec(prepare)?.[1] ?? prepare;
  const needed = [...taken.filter((path) => !made.includes(path)), compiledBy];
  expect(ignored[1]).toBe("*");
  expect(needed.filter((path) => !existsSync(path))).toEqual([]);
  expect(needed.filter((path) => !ignored.includes(`!${path.split("/")[0]}`))).toEqual([]);
  expect(taken).toEqual(expect.arrayContaining(made));
});
