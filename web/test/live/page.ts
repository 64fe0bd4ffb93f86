import { createPortal } from '../../src/lib/index.ts';

declare global {
  var portal: ReturnType<typeof createPortal>;
}

globalThis.portal = createPortal(
  globalThis.name === '' ? {} : { lockAfter: Number(globalThis.name) },
);
