import { createMemoryHistory } from '@tanstack/react-router';
import { cleanup, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach } from 'vitest';
import { App } from '../../src/app/App.tsx';
import { createPortalRouter } from '../../src/app/router.tsx';
import type { Portal } from '../../src/lib/portal.ts';

/** Shows the whole portal at an address, in English, and gives hands to use it. */
export function show(portal: Portal, address: string) {
  const router = createPortalRouter(portal, createMemoryHistory({ initialEntries: [address] }));
  const view = render(<App portal={portal} router={router} />);
  return { ...view, router, user: userEvent.setup() };
}

/** For every file of tests that shows pages. */
export function tidyBetweenTests() {
  beforeEach(() => {
    localStorage.clear();
    localStorage.setItem('medseal-language', 'en');
  });
  afterEach(() => {
    cleanup();
  });
}
