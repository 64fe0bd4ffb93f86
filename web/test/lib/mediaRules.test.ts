import { describe, expect, it } from 'vitest';
import { type Asking, answeredType, mayHave, mediaId, SEALED_OFF } from '@/lib/media/mediaRules.ts';
import { blobAddress } from '@/lib/media/blobAddress.ts';
import { recordingType } from '@/lib/media/recordings.ts';
import { ascii } from '../fakes/dicomWriter.ts';

const ORIGIN = 'https://portal.example';
const PAGE = { type: 'window', frameType: 'top-level', url: `${ORIGIN}/reports/1` };
const PLAYER: Asking = { method: 'GET', destination: 'video', mode: 'no-cors', client: PAGE };

describe('bytes of a report behind a media address', () => {
  it.each(['video', 'audio'])('are given to a page’s %s', (destination) => {
    expect(mayHave({ ...PLAYER, destination }, ORIGIN)).toBe(true);
  });

  it.each([
    ...['', 'document', 'iframe', 'frame', 'embed', 'object', 'script', 'style', 'image', 'font'],
    ...['worker', 'sharedworker', 'serviceworker', 'manifest', 'track', 'xslt', 'report', 'json'],
  ])('are not given to what asks as “%s”', (destination) => {
    expect(mayHave({ ...PLAYER, destination }, ORIGIN)).toBe(false);
  });

  it.each<[string, Partial<Asking>]>([
    ['a navigation, whatever it says it is for', { mode: 'navigate' }],
    ['another method', { method: 'HEAD' }],
    ['nobody', { client: undefined }],
    ['a frame', { client: { ...PAGE, frameType: 'nested' } }],
    ['a worker', { client: { ...PAGE, type: 'worker' } }],
    ['a page of another origin', { client: { ...PAGE, url: 'https://other.example/' } }],
    ['a page that is an answer of the API', { client: { ...PAGE, url: `${ORIGIN}/api/v1/x` } }],
    ['a page that is a media address', { client: { ...PAGE, url: `${ORIGIN}/media/0` } }],
    ['a blob that was opened', { client: { ...PAGE, url: `blob:${ORIGIN}/1` } }],
  ])('are not given to %s', (_what, change) => {
    expect(mayHave({ ...PLAYER, ...change }, ORIGIN)).toBe(false);
  });

  it.each([
    'text/html',
    'image/svg+xml',
    'application/xhtml+xml',
    'video/html',
    'VIDEO/MP4',
    'video/mp4;x',
    '',
    undefined,
  ])('never travel as %s', (type) => {
    expect(answeredType(type)).toBeUndefined();
  });

  it('run nothing, are sniffed by nobody, and go to no other origin', () => {
    expect(SEALED_OFF['content-security-policy']).toMatch(/^sandbox; default-src 'none'/u);
    expect(SEALED_OFF['x-content-type-options']).toBe('nosniff');
    expect(SEALED_OFF['cross-origin-resource-policy']).toBe('same-origin');
    expect(SEALED_OFF['cache-control']).toBe('no-store');
  });

  it.each(['/media/', '/media/../x', '/media/0', `/media/${'0'.repeat(33)}`, '/other/'])(
    'lie behind no address like %s',
    (address) => {
      expect(mediaId(address)).toBeUndefined();
    },
  );
});

describe('the type of a recording', () => {
  it.each([
    ['\0\0\0\x18ftypisom<html><script>', 'text/html', 'video/mp4'],
    ['\0\0\0\x18ftypM4A <html>', 'text/html', 'audio/mp4'],
    ['\x1a\x45\xdf\xa3<html>', 'image/svg+xml', 'video/webm'],
    ['ID3<html>', 'text/html', 'audio/mpeg'],
    ['RIFF\0\0\0\0WAVE', 'text/html', 'audio/wav'],
    ['<html><script>', 'video/mp4', undefined],
    ['GIF89a/*<script>*/', 'video/mp4', undefined],
    ['%PDF-1.7 <html>', 'video/webm', undefined],
    ['PK\x03\x04<html>', 'audio/mpeg', undefined],
    ['<svg xmlns="http://www.w3.org/2000/svg">', 'video/mp4', undefined],
    ['', 'video/mp4', undefined],
  ])('is told by the bytes: %j said to be %s', (bytes, declared, type) => {
    expect(recordingType(ascii(bytes), declared)).toBe(type);
  });
});

describe('an address for a blob', () => {
  it.each([
    ['image/png', 'image/png'],
    ['video/mp4', 'video/mp4'],
    ['text/html', 'application/octet-stream'],
    ['image/svg+xml', 'application/octet-stream'],
    ['application/pdf', 'application/octet-stream'],
    ['text/xml', 'application/octet-stream'],
    ['', 'application/octet-stream'],
  ])('of type %s says %s', async (type, said) => {
    const address = blobAddress(new Blob(['<script>1</script>'], { type }));
    const response = await fetch(address);
    expect(response.headers.get('content-type')).toBe(said);
    URL.revokeObjectURL(address);
  });
});
