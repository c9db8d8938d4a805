/** One result on standard output: as one JSON object on one line, or as people read it. */
export function print(json: boolean, result: unknown, text: string): void {
  process.stdout.write(`${json ? JSON.stringify(result) : text}\n`);
}
