// @vitest-environment happy-dom
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { dicomFile } from '../fakes/dicomWriter.ts';
import { FakePortal } from '../fakes/fakePortal.ts';
import { maya, mayasRecord, mayasReports, recordId } from '../fakes/world.ts';
import { show, tidyBetweenTests } from './show.tsx';

const soon = { timeout: 20_000 };

/** An image of a study of its own. */
function image(name: string, patient: string, more: Record<string, [string, string]> = {}): File {
  const bytes = dicomFile({
    '00080016': ['UI', '1.2.840.10008.5.1.4.1.1.2'],
    '00080020': ['DA', '20261120'],
    '00080060': ['CS', 'CT'],
    '00081030': ['LO', `CT of ${patient}`],
    '00100010': ['PN', patient],
    '0020000d': ['UI', `1.2.${name.length}.${name.charCodeAt(0)}`],
    ...more,
  });
  return new File([bytes], name);
}

async function choosing(files: readonly File[]) {
  const portal = new FakePortal(maya, [mayasRecord()], mayasReports()).opened();
  const { user, container } = show(portal, `/upload?record=${recordId(10)}`);
  await screen.findByRole('heading', { level: 1, name: 'Add reports' }, soon);
  const input = container.querySelector('input[type=file]');
  await user.upload(input as HTMLInputElement, [...files]);
  const submit = await screen.findByRole('button', { name: /^Seal and upload/ }, soon);
  return { portal, user, submit, started: () => portal.session.uploads.started };
}

const question = () => screen.findByRole('region', { name: 'Files of another patient?' }, soon);

describe('Files of another patient than the record’s', () => {
  tidyBetweenTests();

  it('are sealed only after a yes for each, which has the focus where it is missing', async () => {
    const { user, submit, started } = await choosing([
      image('a', 'Muster^Max', { '00100020': ['LO', 'P-2'], '00100030': ['DA', '19600102'] }),
      image('b', 'Example^Ada'),
      image('c', 'DEMO^MAYA'),
    ]);
    const asked = await question();
    expect(asked.textContent).toContain('The record is of “Maya Demo”.');
    const max = within(asked).getByRole('checkbox', { name: /“Max Muster” \(born .+“P-2”\)/ });
    const ada = within(asked).getByRole('checkbox', { name: /“Ada Example”/ });
    expect(within(asked).getAllByRole('checkbox')).toHaveLength(2);
    await user.click(submit);
    expect(started()).toHaveLength(0);
    expect(within(asked).getAllByText('Say yes, or leave these files out.')).toHaveLength(2);
    expect(document.activeElement).toBe(max);
    await user.keyboard(' ');
    await user.click(submit);
    expect(started()).toHaveLength(0);
    expect(document.activeElement).toBe(ada);
    await user.keyboard(' ');
    await user.click(submit);
    await waitFor(() => {
      expect(started()).toHaveLength(3);
    }, soon);
  });

  it('are left out by one button, and the others go', async () => {
    const { user, started } = await choosing([image('a', 'Muster^Max'), image('b', 'Demo^Maya')]);
    const asked = await question();
    await user.click(
      within(asked).getByRole('button', { name: 'Leave out this file of “Max Muster”' }),
    );
    expect(screen.queryByRole('region', { name: 'Files of another patient?' })).toBeNull();
    await user.click(await screen.findByRole('button', { name: 'Seal and upload' }));
    await waitFor(() => {
      expect(started().map(({ title }) => title)).toEqual(['CT of Demo^Maya']);
    }, soon);
  });

  it('are asked about again where they would go into another record', async () => {
    const portal = new FakePortal(
      maya,
      [
        mayasRecord(),
        {
          ...mayasRecord(),
          id: recordId(11),
          patient: { name: 'Ada Example', birthDate: undefined, identifiers: [] },
        },
      ],
      mayasReports(),
    ).opened();
    const { user, container } = show(portal, `/upload?record=${recordId(10)}`);
    await screen.findByRole('heading', { level: 1, name: 'Add reports' }, soon);
    const input = container.querySelector('input[type=file]');
    await user.upload(input as HTMLInputElement, [image('a', 'Muster^Max')]);
    await user.click(within(await question()).getByRole('checkbox'));
    await user.click(screen.getByRole('combobox', { name: 'Record' }));
    await user.keyboard('{ArrowDown}{Enter}');
    const asked = await question();
    expect(asked.textContent).toContain('The record is of “Ada Example”.');
    expect(within(asked).getByRole('checkbox')).toHaveProperty('checked', false);
  });

  it('of whom two have one number are told', async () => {
    await choosing([
      image('a', 'Demo^Maya', { '00100020': ['LO', 'P-1'] }),
      image('b', 'Muster^Max', { '00100020': ['LO', 'P-1'] }),
    ]);
    expect(
      await screen.findByText(
        'These files give one patient number to two names: “Maya Demo” (number “P-1”) and “Max Muster” (number “P-1”).',
      ),
    ).toBeTruthy();
  });
});

describe('What belongs to a disc', () => {
  tidyBetweenTests();

  it('is listed and left out, and added by one switch', async () => {
    const { user, started } = await choosing([
      new File(['x'], 'DICOMDIR'),
      new File(['MZ'], 'viewer.exe'),
      image('a', 'Demo^Maya'),
    ]);
    expect(
      await screen.findByText('Left out: 2 files of the disc itself: “DICOMDIR”, “viewer.exe”.'),
    ).toBeTruthy();
    const all = screen.getByRole('switch', { name: 'Also add what belongs to the disc itself' });
    await user.click(all);
    await screen.findByRole('button', { name: 'Seal and upload 3 reports' }, soon);
    await user.click(
      screen.getByRole('switch', { name: 'Also add what belongs to the disc itself' }),
    );
    await user.click(await screen.findByRole('button', { name: 'Seal and upload' }, soon));
    await waitFor(() => {
      expect(started()).toHaveLength(1);
    }, soon);
    expect(started()[0]).toMatchObject({ title: 'CT of Demo^Maya', date: '2026-11-20' });
  });

  it('says nothing of a day that no file says', async () => {
    const { user, submit, started } = await choosing([new File(['%PDF-1.7'], 'letter.pdf')]);
    await user.click(submit);
    await waitFor(() => {
      expect(started()).toHaveLength(1);
    }, soon);
    expect(started()[0]?.date).toBeUndefined();
  });
});
