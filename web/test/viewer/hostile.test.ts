import { describe, expect, it } from 'vitest';
import { PortalError, type PortalErrorCode } from '@/lib/portal.ts';
import { safeFileName } from '@/ui/files/safeFileName.ts';
import { en } from '@/ui/texts/en/index.ts';
import { offeredAddress, linksOf } from '../../src/features/viewer/documents/pdfLinks.ts';
import { mayBeDicom, sniff, textEncoding } from '../../src/features/viewer/kinds/sniff.ts';
import { failureOf } from '../../src/features/viewer/shell/failures.ts';
import { ascii, dicomFile, joined, pictureTags } from '../fakes/dicomWriter.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';

describe('What a file is', () => {
  it.each([
    ['\x89PNG\r\n\x1a\n....', { kind: 'image', mediaType: 'image/png' }],
    ['\xff\xd8\xff\xe0', { kind: 'image', mediaType: 'image/jpeg' }],
    ['GIF89a..', { kind: 'image', mediaType: 'image/gif' }],
    ['RIFF\0\0\0\0WEBPVP8 ', { kind: 'image', mediaType: 'image/webp' }],
    ['BM\0\0\0\0\0\0\0\0\0\0\0\0\x28\0\0\0', { kind: 'image', mediaType: 'image/bmp' }],
    ['\0\0\0\x1cftypavif', { kind: 'image', mediaType: 'image/avif' }],
    ['%PDF-1.7\n', { kind: 'pdf' }],
    ['\0\0\0\x18ftypisom', { kind: 'video', mediaType: 'video/mp4' }],
    ['\x1a\x45\xdf\xa3', { kind: 'video', mediaType: 'video/webm' }],
    ['ID3\x04', { kind: 'audio', mediaType: 'audio/mpeg' }],
    ['RIFF\0\0\0\0WAVEfmt ', { kind: 'audio', mediaType: 'audio/wav' }],
    ['Hämoglobin: 14 g/dl', { kind: 'text', markup: false }],
    ['PK\x03\x04\0\0', { kind: 'unknown' }],
    ['MZ\x90\0\x03\0', { kind: 'unknown' }],
  ])('is told by its bytes: %j', (bytes, kind) => {
    expect(sniff(ascii(bytes), 'application/octet-stream')).toEqual(kind);
  });

  it.each([
    ['a page said to be a PNG', '<!DOCTYPE html><script>alert(1)</script>', 'image/png'],
    ['a drawing with a script', SVG, 'image/svg+xml'],
    ['a drawing said to be a JPEG', `<?xml version="1.0"?>${SVG}`, 'image/jpeg'],
    ['a page said to be a PDF', '<html><body>%PDF-1.7</body></html>', 'application/pdf'],
    ['a page behind spaces', '\n\n   <HTML><SCRIPT>x</SCRIPT>', 'video/mp4'],
  ])('%s is text, and only text', (_what, text, declared) => {
    expect(sniff(ascii(text), declared)).toEqual({ kind: 'text', markup: true });
  });

  it('stays DICOM where the preamble pretends to be something else', () => {
    const file = dicomFile(pictureTags(2, 2, () => 0));
    file.set(ascii('<html><script>alert(1)</script></html>'));
    expect(sniff(file, 'text/html')).toEqual({ kind: 'dicom' });
    file.set(ascii('%PDF-1.7'));
    expect(sniff(file, 'application/pdf')).toEqual({ kind: 'dicom' });
  });

  it('is not a PDF because one lies within it', () => {
    const gif = joined([ascii('GIF89a'), ascii('%PDF-1.7')]);
    expect(sniff(gif, 'application/pdf')).toEqual({ kind: 'image', mediaType: 'image/gif' });
  });

  it('is asked of the DICOM parser by type, by ending, or where both say nothing', () => {
    expect(mayBeDicom('a.bin', 'application/dicom')).toBe(true);
    expect(mayBeDicom('a.DCM', 'application/octet-stream')).toBe(true);
    expect(mayBeDicom('study/IM0001', 'application/octet-stream')).toBe(true);
    expect(mayBeDicom('a.pdf', 'application/pdf')).toBe(false);
  });

  it('says in which letters a text is written', () => {
    expect(textEncoding(ascii('\xff\xfea\0'))).toBe('utf-16le');
    expect(textEncoding(new TextEncoder().encode('Größe'))).toBe('utf-8');
    expect(textEncoding(ascii('Gr\xf6\xdfe'))).toBe('windows-1252');
    expect(textEncoding(ascii('a\0b'))).toBeUndefined();
  });
});

describe('A safe file name', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['folder/..', '__'],
    ['..\\..\\evil.pdf', '_.\\..\\evil.pdf'.replaceAll('\\', '_')],
    ['.bashrc', '_bashrc'],
    ['-rf', '_rf'],
    ['con', '_con'],
    ['COM1.txt', '_COM1.txt'],
    ['invoice\u202efdp.exe', 'invoice_fdp.exe.txt'],
    ['letter.html', 'letter.html.txt'],
    ['drawing.SVG', 'drawing.SVG.txt'],
    ['run.bat', 'run.bat.txt'],
    ['dots...', 'dots___'],
    ['a<b>:"c|?*.txt', 'a_b___c___.txt'],
    ['line\nbreak', 'line_break'],
    ['', '_'],
    ['Röntgen.png', 'Röntgen.png'],
  ])('%j becomes %j', (name, safe) => {
    expect(safeFileName(name)).toBe(safe);
  });

  it('is at most 200 bytes long and keeps its ending', () => {
    const safe = safeFileName(`${'ä'.repeat(300)}.pdf`);
    expect(new TextEncoder().encode(safe).length).toBeLessThanOrEqual(200);
    expect(safe.endsWith('.pdf')).toBe(true);
    expect(safeFileName(`${'x'.repeat(300)}.html`)).toMatch(/\.html\.txt$/u);
  });
});

describe('A link in a PDF', () => {
  it.each([
    'javascript:alert(1)',
    'file:///etc/passwd',
    'data:text/html,<script>alert(1)</script>',
    'blob:https://portal.example/1',
    'https://user:secret@portal.example/',
    'ftp://x.example/',
    'relative',
    undefined,
    7,
  ])('to %j is not offered', (address) => {
    expect(offeredAddress(address)).toBeUndefined();
  });

  it('to another site is offered', () => {
    expect(offeredAddress('https://example.org/a')).toBe('https://example.org/a');
  });

  it('is taken from link annotations only, and never as an action', () => {
    const links = linksOf(
      [
        { subtype: 'Link', rect: [0, 0, 50, 50], url: 'https://example.org/' },
        { subtype: 'Link', rect: [0, 0, 50, 50], unsafeUrl: 'cmd.exe', action: 'Launch' },
        { subtype: 'Link', rect: [0, 0, 50, 50], url: 'javascript:alert(1)' },
        { subtype: 'Widget', rect: [0, 0, 50, 50], url: 'https://example.org/' },
        { subtype: 'Link', rect: ['0', 0, 50], url: 'https://example.org/' },
      ],
      (x, y) => [x, 100 - y],
      { width: 100, height: 100 },
    );
    expect(links).toEqual([
      {
        left: 0,
        top: 0.5,
        width: 0.5,
        height: 0.5,
        target: { kind: 'site', address: 'https://example.org/' },
      },
    ]);
  });
});

describe('A failure', () => {
  it.each<[PortalErrorCode, boolean, boolean]>([
    ['tampered', true, false],
    ['truncated', true, false],
    ['bad-signature', true, false],
    ['broken-chain', true, false],
    ['added-late', true, false],
    ['no-authority', true, false],
    ['digest-mismatch', true, false],
    ['damaged', true, false],
    ['offline', false, true],
    ['unavailable', false, true],
    ['denied', false, false],
    ['gone', false, false],
  ])('%s is grave: %s, worth another try: %s', (code, grave, again) => {
    expect(failureOf(new PortalError(code), en.viewer)).toMatchObject({ grave, again });
  });
});
