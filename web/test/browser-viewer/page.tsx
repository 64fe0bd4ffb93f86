import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Viewer } from '@/features/viewer/index.ts';
import type { PortalErrorCode } from '@/lib/portal.ts';
import { Look } from '@/ui/Look.tsx';
import { LocalReader, type LocalFile } from '../fakes/localReader.ts';

/** A file that the page's server lists. */
interface Listed {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
}

const asked = new URLSearchParams(location.search);
const folder = asked.get('folder') ?? '';
const listed = (await (
  await fetch(`/list?folder=${encodeURIComponent(folder)}`)
).json()) as Listed[];
const addressOf = (name: string) =>
  `/files/${encodeURIComponent(folder)}/${encodeURIComponent(name)}`;
const files = listed.map(({ name, mediaType, size }): LocalFile => ({
  name,
  mediaType,
  size,
  slice: async (from, to) => {
    if (to <= from) {
      return new Uint8Array();
    }
    const answer = await fetch(addressOf(name), {
      headers: { Range: `bytes=${from}-${to - 1}` },
    });
    return new Uint8Array(await answer.arrayBuffer());
  },
}));
const failures = new Map(
  asked.getAll('fail').map((each) => each.split(':') as [string, PortalErrorCode]),
);
const reader = new LocalReader(
  files,
  {
    delay: Number(asked.get('delay') ?? 0),
    bytesPerSecond: asked.has('rate') ? Number(asked.get('rate')) : undefined,
    failures,
  },
  asked.has('media') ? ({ name }) => addressOf(name) : undefined,
);
Object.assign(window, { reader });
localStorage.setItem('medseal-language', asked.get('language') ?? 'en');

const root = document.getElementById('root');
if (root === null) {
  throw new Error('the page has no root element');
}
createRoot(root).render(
  <StrictMode>
    <Look>
      <main>
        <Viewer reader={reader} />
      </main>
    </Look>
  </StrictMode>,
);
