// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Shell } from '../../src/features/viewer/shell/Shell.tsx';
import { ToolFrame } from '../../src/features/viewer/shell/Toolbar.tsx';
import { Look } from '../../src/ui/Look.tsx';
import { setShortcuts } from '../../src/ui/shortcutKeys.ts';
import { en } from '../../src/ui/texts/en/index.ts';
import { TextsContext } from '../../src/ui/texts/texts.ts';

const CAPTION = 'Ravi Demo · CT head';
const { viewer } = en;

function showViewer() {
  const view = render(
    <Look>
      <TextsContext value={en}>
        <nav>
          <button type="button">Beside it</button>
        </nav>
        <main>
          <input aria-label="A field" />
          <Shell items={[]} selected={undefined} onSelect={() => undefined} caption={CAPTION}>
            <ToolFrame label="Tools" tools={undefined}>
              <p>Picture</p>
            </ToolFrame>
          </Shell>
        </main>
      </TextsContext>
    </Look>,
  );
  const nav = view.container.querySelector('nav');
  if (nav === null) {
    throw new Error('the page has a navigation');
  }
  return { ...view, nav, user: userEvent.setup() };
}

describe('The whole screen', () => {
  beforeEach(() => {
    localStorage.clear();
  });
  afterEach(cleanup);

  it('says whose report it is, keeps the rest out of reach, and gives all back', async () => {
    const { nav, user } = showViewer();
    expect(screen.queryByText(CAPTION)).toBeNull();
    await user.click(screen.getByRole('button', { name: viewer.fullScreen }));
    expect(screen.getByText(CAPTION)).toBeTruthy();
    expect(nav.inert).toBe(true);
    await user.click(screen.getByRole('button', { name: viewer.leaveFullScreen }));
    expect(screen.queryByText(CAPTION)).toBeNull();
    expect(nav.inert).toBe(false);
  });

  it('is taken and left by its keys, wherever the focus is', async () => {
    const { nav, user } = showViewer();
    await user.keyboard('f');
    expect(screen.getByText(CAPTION)).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.queryByText(CAPTION)).toBeNull();
    await user.keyboard('f');
    await user.keyboard('f');
    expect(screen.queryByText(CAPTION)).toBeNull();
    expect(nav.inert).toBe(false);
  });

  it('is not taken by who writes into a field, nor where keys are switched off', async () => {
    const { user } = showViewer();
    await user.type(screen.getByLabelText('A field'), 'fff');
    expect(screen.queryByText(CAPTION)).toBeNull();
    setShortcuts(false);
    await user.click(screen.getByText('Picture'));
    await user.keyboard('f');
    expect(screen.queryByText(CAPTION)).toBeNull();
  });

  it('is given back by who leaves the report', async () => {
    const { nav, user, rerender } = showViewer();
    await user.keyboard('f');
    expect(nav.inert).toBe(true);
    rerender(<Look>Another page</Look>);
    expect(nav.inert).toBe(false);
  });
});
