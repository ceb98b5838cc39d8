import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodeBody } from '../../src/http/body.ts';
import { describeFailure } from '../../src/http/failure.ts';
import { readExchange } from '../../src/http/reply.ts';
import { send } from '../support/plainTransport.ts';
import { end, rawServer, wire } from '../support/rawServer.ts';

const text = '{"status":"é"}';
const mebibyte = 1024 * 1024;

it.each<{ name: string; encoding: string | undefined; bytes: Buffer; expected: string }>([
  { name: 'no encoding', encoding: undefined, bytes: Buffer.from(text), expected: text },
  { name: 'an empty encoding', encoding: '', bytes: Buffer.from(text), expected: text },
  { name: 'Identity', encoding: 'Identity', bytes: Buffer.from(text), expected: text },
  { name: 'gzip', encoding: 'gzip', bytes: gzipSync(text), expected: text },
  { name: 'X-GZip', encoding: 'X-GZip', bytes: gzipSync(text), expected: text },
  { name: 'deflate', encoding: 'deflate', bytes: deflateSync(text), expected: text },
  { name: 'deflate without the header of zlib', encoding: 'deflate', bytes: deflateRawSync(text), expected: text },
  { name: 'br', encoding: 'br', bytes: brotliCompressSync(text), expected: text },
  { name: 'gzip, then br', encoding: 'gzip, br', bytes: brotliCompressSync(gzipSync(text)), expected: text },
  { name: 'gzip of an empty body', encoding: 'gzip', bytes: Buffer.alloc(0), expected: '' },
  { name: 'gzip of exactly 1 MiB', encoding: 'gzip', bytes: gzipSync('x'.repeat(mebibyte)), expected: 'x'.repeat(mebibyte) },
])('F24 $name is read in spite of "accept-encoding: identity"', ({ encoding, bytes, expected }) => {
  expect(decodeBody(bytes, encoding)).toStrictEqual({ body: expected });
});

it.each<{ name: string; encoding: string; bytes: Buffer; code: string }>([
  { name: 'gzip of one byte more than 1 MiB', encoding: 'gzip', bytes: gzipSync('x'.repeat(mebibyte + 1)), code: 'too-large' },
  { name: 'br of 16 MiB', encoding: 'br', bytes: brotliCompressSync(Buffer.alloc(2 ** 24)), code: 'too-large' },
  { name: 'deflate of 16 MiB', encoding: 'deflate', bytes: deflateRawSync(Buffer.alloc(2 ** 24)), code: 'too-large' },
  { name: 'gzip that is cut', encoding: 'gzip', bytes: gzipSync(text).subarray(0, -9), code: 'encoded' },
  { name: 'plain text that is called gzip', encoding: 'gzip', bytes: Buffer.from(text), code: 'encoded' },
  { name: 'an encoding that is not known', encoding: 'zstd', bytes: gzipSync(text), code: 'encoded' },
  { name: 'an encoding with the name of a method of every object', encoding: 'constructor', bytes: gzipSync(text), code: 'encoded' },
  { name: 'a known encoding within one that is not', encoding: 'gzip, zstd', bytes: gzipSync(text), code: 'encoded' },
])('F24 $name: no whole reply ($code)', ({ encoding, bytes, code }) => {
  expect(decodeBody(bytes, encoding)).toStrictEqual({ sent: true, code });
});

const replyIn = (encoding: string): string => `HTTP/1.1 200 OK\r\nContent-Encoding: ${encoding}\r\n\r\n`;

it('F24 a reply in gzip comes decoded', async () => {
  const server = await rawServer(wire([replyIn('gzip'), gzipSync(text)], end));
  expect(await send(server.origin)).toStrictEqual({ status: 200, headers: { 'content-encoding': 'gzip' }, body: text });
});

it('F24 a reply in an unknown encoding keeps its status, and the text names the encoding', async () => {
  const server = await rawServer(wire([replyIn('zstd'), gzipSync(text)], end));
  const result = readExchange(await send(server.origin), 0);
  expect(result).toMatchObject({ sent: true, code: 'encoded', status: 200 });
  expect(describeFailure(result)).toBe('HTTP 200, a body that cannot be decoded (content-encoding "zstd"; none was asked for)');
});
