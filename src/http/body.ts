import type { IncomingMessage } from 'node:http';
import { favorMemory } from './memory.ts';

/** The largest body that is read, as it comes and decoded. */
const largestBodyBytes = 1024 * 1024;
/** After a larger one V8 collects garbage sooner. It would let 200 MiB of read lists pile up, of which 10 MiB are still in use. */
const largeBytes = 100 * 1024;

/** Reads a body to its last byte; fails as soon as it is cut off, or larger than the limit by its own word or in fact. */
export function readBody(incoming: IncomingMessage, fail: (code: string) => void, done: (bytes: Buffer) => void): void {
  const chunks: Buffer[] = [];
  if (Number(incoming.headers['content-length'] ?? 0) > largestBodyBytes) {
    fail('too-large');
    return;
  }
  let bytes = 0;
  incoming.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > largestBodyBytes) fail('too-large');
    else chunks.push(chunk);
  });
  incoming.on('close', () => (incoming.complete ? done(Buffer.concat(chunks)) : fail('cut')));
}

type Zlib = typeof import('node:zlib');

/** How to undo what `content-encoding` names. `deflate` is sent with and without the header of zlib. */
const decoders: Readonly<Record<string, (zlib: Zlib) => readonly Zlib['gunzipSync'][]>> = {
  gzip: ({ gunzipSync }) => [gunzipSync],
  'x-gzip': ({ gunzipSync }) => [gunzipSync],
  deflate: ({ inflateSync, inflateRawSync }) => [inflateSync, inflateRawSync],
  br: ({ brotliDecompressSync }) => [brotliDecompressSync],
};

type Decoded = { readonly body: string } | { readonly sent: true; readonly code: string };

/** The encodings of a body, the outermost first. */
function encodingsOf(header: string | undefined): readonly string[] {
  const names = (header ?? '').toLowerCase().split(',');
  return names
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
    .reverse();
}

/** The text of a body, or why it cannot be read. An encoding is undone although none was asked for: some proxies compress everything. */
export function decodeBody(bytes: Buffer, contentEncoding: string | undefined): Decoded {
  let decoded = bytes;
  for (const name of bytes.length === 0 ? [] : encodingsOf(contentEncoding)) {
    const result = decodeOnce(decoded, name);
    if (typeof result === 'string') return { sent: true, code: result };
    decoded = result;
  }
  if (decoded.length > largeBytes) favorMemory();
  return { body: new TextDecoder().decode(decoded) };
}

function decodeOnce(bytes: Buffer, name: string): Buffer | string {
  const candidates = Object.hasOwn(decoders, name) ? decoders[name]?.(process.getBuiltinModule('node:zlib')) : undefined;
  for (const decode of candidates ?? []) {
    try {
      return decode(bytes, { maxOutputLength: largestBodyBytes });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') return 'too-large';
    }
  }
  return 'encoded';
}
