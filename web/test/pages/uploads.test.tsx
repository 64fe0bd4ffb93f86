// @vitest-environment happy-dom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { DOCK_STAYS } from '../../src/features/upload/UploadDock.tsx';
import type { UploadId } from '../../src/lib/portal.ts';
import { FakePortal } from '../fakes/fakePortal.ts';
import { maya, mayasRecord, mayasReports, recordId, reportId, sectionId } from '../fakes/world.ts';
import { show, tidyBetweenTests } from './show.tsx';

const patient = () => new FakePortal(maya, [mayasRecord()], mayasReports());
const soon = { timeout: 20_000 };
const heading = (name: string | RegExp) => screen.findByRole('heading', { level: 1, name }, soon);
const button = (name: string | RegExp) => screen.findByRole('button', { name }, soon);

describe('uploads', () => {
  tidyBetweenTests();

  it('are proposed, corrected, and begun into the chosen section', async () => {
    const portal = patient().opened();
    const { user, container } = show(
      portal,
      `/upload?record=${recordId(10)}&section=${sectionId(1_001)}`,
    );
    await heading('Add reports');
    const input = container.querySelector('input[type=file]');
    await user.upload(input as HTMLInputElement, new File(['%PDF-1.7'], 'letter.pdf'));
    const title = await screen.findByLabelText('Title', {}, soon);
    expect((title as HTMLInputElement).value).toBe('letter');
    await user.clear(title);
    await user.type(title, 'Letter of June');
    await user.click(await button('Seal and upload'));
    await waitFor(() => {
      expect(portal.session.uploads.started).toHaveLength(1);
    }, soon);
    expect(portal.session.uploads.started[0]).toMatchObject({
      title: 'Letter of June',
      section: sectionId(1_001),
      type: { system: 'http://loinc.org', code: '47045-0', display: 'Study report' },
      files: [{ name: 'letter.pdf', mediaType: 'application/pdf', role: 'content' }],
    });
  });

  it('stay visible with rate and time left, and can be paused and cancelled', async () => {
    const portal = patient().opened();
    portal.session.uploads.put({
      id: 'u1' as UploadId,
      record: recordId(10),
      title: 'MR head',
      files: 2,
      phase: 'running',
      totalBytes: 10_000_000,
      doneBytes: 4_000_000,
      bytesPerSecond: 100_000,
      problem: undefined,
      report: undefined,
    });
    const { user } = show(portal, '/account');
    const dock = await screen.findByRole('region', { name: 'Uploads' }, soon);
    expect(dock.textContent).toContain('1 minute left');
    await user.click(within(dock).getByRole('button', { name: 'Pause “MR head”' }));
    expect(await within(dock).findByText(/Paused/)).toBeTruthy();
    await user.click(within(dock).getByRole('button', { name: 'Cancel “MR head”' }));
    const question = await screen.findByRole('dialog', { name: 'Cancel this upload?' }, soon);
    await user.click(within(question).getByRole('button', { name: 'Cancel the upload' }));
    await waitFor(() => {
      expect(screen.queryByText('MR head')).toBeNull();
    });
  });

  it('that are all finished leave by themselves after a while, and no other', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    try {
      const portal = patient().opened();
      const { uploads } = portal.session;
      for (const number of [1, 2]) {
        uploads.put({
          id: `u${number}` as UploadId,
          record: recordId(10),
          title: `Letter ${number}`,
          files: 1,
          phase: number === 1 ? 'done' : 'running',
          totalBytes: 10,
          doneBytes: 10,
          bytesPerSecond: undefined,
          problem: undefined,
          report: reportId(number),
        });
      }
      show(portal, '/account');
      await screen.findByRole('region', { name: 'Uploads' }, soon);
      await act(() => vi.advanceTimersByTimeAsync(DOCK_STAYS + 1_000));
      expect(screen.getByText('Letter 1')).toBeTruthy();
      act(() => {
        uploads.finish('u2' as UploadId, reportId(2));
      });
      expect(screen.getByText('Letter 2')).toBeTruthy();
      await act(() => vi.advanceTimersByTimeAsync(DOCK_STAYS + 1_000));
      expect(screen.queryByRole('region', { name: 'Uploads' })).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('that are finished leave the dock together', async () => {
    const portal = patient().opened();
    const common = {
      record: recordId(10),
      files: 1,
      totalBytes: 10,
      bytesPerSecond: undefined,
      problem: undefined,
    };
    const { uploads } = portal.session;
    const done = { ...common, phase: 'done', doneBytes: 10, report: reportId(1) } as const;
    uploads.put({ ...done, id: 'u1' as UploadId, title: 'MR head' });
    uploads.put({ ...done, id: 'u2' as UploadId, title: 'MR knee' });
    uploads.put({
      ...common,
      id: 'u3' as UploadId,
      title: 'MR hand',
      phase: 'paused',
      doneBytes: 5,
      report: undefined,
    });
    const { user } = show(portal, '/account');
    const dock = await screen.findByRole('region', { name: 'Uploads' }, soon);
    await user.click(within(dock).getByRole('button', { name: /Remove everything finished/ }));
    expect(within(dock).queryByText(/MR head|MR knee/)).toBeNull();
    expect(within(dock).getByText('MR hand')).toBeTruthy();
    await user.click(within(dock).getByRole('button', { name: 'Cancel “MR hand”' }));
    const question = await screen.findByRole('dialog', { name: 'Cancel this upload?' }, soon);
    await user.click(within(question).getByRole('button', { name: 'Cancel the upload' }));
    await waitFor(() => {
      expect(screen.queryByRole('region', { name: 'Uploads' })).toBeNull();
    });
  });

  it('ask for the files again after a reload', async () => {
    const portal = patient().opened();
    portal.session.uploads.put({
      id: 'u1' as UploadId,
      record: recordId(10),
      title: 'MR head',
      files: 1,
      phase: 'needs-files',
      totalBytes: 10,
      doneBytes: 4,
      bytesPerSecond: undefined,
      problem: undefined,
      report: undefined,
    });
    const { user } = show(portal, '/account');
    const dock = await screen.findByRole('region', { name: 'Uploads' }, soon);
    const file = new File(['x'], 'a.dcm');
    await user.upload(dock.querySelector('input[type=file]') as HTMLInputElement, file);
    await waitFor(() => {
      expect(portal.session.uploads.resumed[0]?.[0]?.name).toBe('a.dcm');
    });
  });
});
