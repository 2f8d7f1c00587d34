// As much of CBOR (RFC 8949) as a token has: whole numbers, byte strings, texts, and the heads of lists, maps and tags. What is read is
// written again and compared by whoever reads it, so that reading need not judge every form.
import { join } from './bytes.js';

const [whole, negative, bytes, text] = [0, 1, 2, 3];
const endless = 0xFFFFFFFF;

// The head of an item in its shortest form.
export const head = (major, value) => {
  const first = major << 5;
  if (value < 24) return Uint8Array.of(first | value);
  if (value < 0x100) return Uint8Array.of(first | 24, value);
  if (value < 0x10000) return Uint8Array.of(first | 25, value >> 8, value & 0xFF);
  return Uint8Array.of(first | 26, value >>> 24, value >>> 16 & 0xFF, value >>> 8 & 0xFF, value & 0xFF);
};

export const writeNumber = value => value < 0 ? head(negative, -1 - value) : head(whole, value);
export const writeBytes = value => join(head(bytes, value.length), value);
export const writeText = value => {
  const encoded = new TextEncoder().encode(value);
  return join(head(text, encoded.length), encoded);
};

// Reads item by item; throws where the next one is not what is asked for.
export class Reader {
  constructor(data) { this.data = data; this.at = 0; }

  head(major) {
    const first = this.take(1)[0];
    const size = first & 31;
    const value = size < 24 ? size : size < 27 ? this.take(1 << size - 24).reduce((sum, byte) => sum * 256 + byte, 0) : endless;
    if (first >> 5 !== major || value === endless) throw new Error('another item');
    return value;
  }

  number() { return this.data[this.at] >> 5 === negative ? -1 - this.head(negative) : this.head(whole); }

  bytes() { return this.take(this.head(bytes)); }

  text() { return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.take(this.head(text))); }

  take(length) {
    if (this.at + length > this.data.length) throw new Error('cut');
    this.at += length;
    return this.data.subarray(this.at - length, this.at);
  }
}
