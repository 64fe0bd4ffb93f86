import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createPortal } from '@/lib/index.ts';
import { LOCK_MINUTES } from '@/ui/preferences.ts';
import { App } from './App.tsx';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('the page has no root element');
}
// The page locks after the time that the person chose; the portal itself after the longest of them.
const portal = createPortal({ lockAfter: Math.max(...LOCK_MINUTES) * 60_000 });
createRoot(root).render(
  <StrictMode>
    <App portal={portal} />
  </StrictMode>,
);
