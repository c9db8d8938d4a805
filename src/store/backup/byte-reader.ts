/** Takes a stream of bytes apart in pieces of given lengths, however it was cut on its way. */
export class ByteReader {
  readonly #source: AsyncIterator<unknown>;
  #held: Buffer[] = [];
  #heldLength = 0;

  constructor(source: AsyncIterable<unknown>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next `length` bytes; fewer only where the stream ends before. */
  async take(length: number): Promise<Buffer> {
    await this.#hold(length);
    const all = Buffer.concat(this.#held);
    const rest = all.subarray(length);
    this.#held = [rest];
    this.#heldLength = rest.length;
    return all.subarray(0, length);
  }

  /** Whether nothing comes any more. */
  async atEnd(): Promise<boolean> {
    await this.#hold(1);
    return this.#heldLength === 0;
  }

  async #hold(length: number): Promise<void> {
    while (this.#heldLength < length) {
      const next = await this.#source.next();
      if (next.done === true) return;
      const bytes = bytesOf(next.value);
      this.#held.push(bytes);
      this.#heldLength += bytes.length;
    }
  }
}

/** A chunk of a byte stream; everything else is a programming error. */
function bytesOf(chunk: unknown): Buffer {
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  throw new TypeError("a stream of bytes held something else");
}
