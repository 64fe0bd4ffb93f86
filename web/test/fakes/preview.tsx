import '../../src/app/trustedScripts.ts';
import { createRoot } from 'react-dom/client';
import { App } from '../../src/app/App.tsx';
import { previewPortal } from './previewPortal.ts';

const root = document.getElementById('root');
if (root === null) {
  throw new Error('the page has no root element');
}
createRoot(root).render(
  <App portal={previewPortal(localStorage.getItem('preview-as') ?? 'out')} />,
);
