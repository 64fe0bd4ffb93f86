import { createPortal } from '../../src/lib/index.ts';

declare global {
  var portal: ReturnType<typeof createPortal>;
}

globalThis.portal = createPortal(
  window.name === '' ? {} : { lockAfter: () => Number(window.name) },
);
