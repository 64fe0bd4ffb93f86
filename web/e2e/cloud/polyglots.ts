const SCRIPT =
  "<html><body><script>window.owned = 1; document.title = 'OWNED'; top.document.title = 'OWNED'</script>";
const STYLE = '*/ window.owned = 1; /* html{--owned:1} ';

const bytes = (text: string) => Buffer.from(text, 'latin1');

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/** A film's beginning, and a page in a box that every player skips. */
const MP4 = Buffer.concat([
  box('ftyp', bytes('isom\0\0\x02\0isomiso2mp41')),
  box('free', bytes(SCRIPT + STYLE)),
]);

const GIF = Buffer.concat([
  bytes('GIF89a'),
  bytes('\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff'),
  bytes('!\xfe'),
  Buffer.from([SCRIPT.length]),
  bytes(SCRIPT),
  bytes('\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;'),
]);

/** Files that are two things at once, by names that say a third one. */
export const POLYGLOTS: Readonly<Record<string, Buffer>> = {
  'film as film.mp4': MP4,
  'film as page.html': MP4,
  'film as drawing.svg': MP4,
  'sound as page.html': Buffer.concat([bytes('ID3\x04\0\0\0\0\0\0'), bytes(SCRIPT)]),
  'gif as page.html': GIF,
  'gif as script.js': Buffer.concat([bytes('GIF89a=1;window.owned=1;/*'), GIF]),
  'jpeg as page.html': Buffer.concat([
    bytes('\xff\xd8\xff\xfe'),
    Buffer.from([(SCRIPT.length + 2) >> 8, (SCRIPT.length + 2) & 0xff]),
    bytes(SCRIPT),
    bytes('\xff\xd9'),
  ]),
  'drawing as picture.png': bytes(
    `<svg xmlns="http://www.w3.org/2000/svg" onload="document.title='OWNED'"><script>document.title='OWNED'</script></svg>`,
  ),
  'pdf as page.html': bytes(`%PDF-1.4\n${SCRIPT}\n%%EOF`),
  'zip as page.html': Buffer.concat([bytes('PK\x03\x04'), bytes(SCRIPT)]),
  'dicom as page.dcm': Buffer.concat([
    bytes(SCRIPT.slice(0, 128).padEnd(128, ' ')),
    bytes('DICM'),
    bytes(SCRIPT),
  ]),
};
