import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createPortal } from '@/lib/index.ts';
import { lockMinutes } from '@/ui/preferences.ts';
import { App } from './App.tsx';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('the page has no root element');
}
const portal = createPortal({ lockAfter: () => lockMinutes() * 60_000 });
createRoot(root).render(
  <StrictMode>
    <App portal={portal} />
  </StrictMode>,
);
