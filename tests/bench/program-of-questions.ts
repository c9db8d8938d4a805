import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ROOT } from "../../src/root.ts";

/**
 * The built program in a folder of its own, with one more flow: a talk of so many questions that begins with the word
 * `bench`. Returns the file to start and how to take the folder away.
 */
export async function programOfQuestions(
  questions: number,
): Promise<{ main: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), "sinh-ke-questions-"));
  for (const part of [
    "dist",
    "flows",
    "locales",
    "prisma",
    "package.json",
    path.join("src", "web", "public"),
  ]) {
    await mkdir(path.dirname(path.join(folder, part)), { recursive: true });
    await cp(path.join(ROOT, part), path.join(folder, part), { recursive: true });
  }
  await symlink(path.join(ROOT, "node_modules"), path.join(folder, "node_modules"));
  const ids = Array.from({ length: questions }, (_, at) => `q${at + 1}`);
  const flow = {
    flow: "bench",
    version: 1,
    starts_on_keywords: true,
    steps: [...ids.map((id) => ({ id, do: "ask", answer: { kind: "text" } })), { id: "done", do: "say" }],
  };
  await writeFile(path.join(folder, "flows", "bench.yaml"), JSON.stringify(flow));
  for (const locale of ["vi", "en"]) {
    const texts = new Map(
      ids.flatMap((id, at): [string, string][] => [
        [id, `Câu ${at + 1}: nhà mình muốn làm sao ạ?`],
        [`${id}.label`, `Câu ${at + 1}`],
      ]),
    );
    const words = {
      title: "Bench",
      keywords: ["bench"],
      ...Object.fromEntries<string>(texts),
      done: "Dạ xong rồi.",
    };
    await writeFile(path.join(folder, "locales", locale, "bench.yaml"), JSON.stringify(words));
  }
  return {
    main: path.join(folder, "dist", "main.js"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
