import {
  PortalError,
  type ActivityEvent,
  type Upload,
  type UploadId,
} from '../../src/lib/portal.ts';
import { offer, sharer } from './fakeOffers.ts';
import { FakePortal } from './fakePortal.ts';
import { previewCt } from './previewCt.ts';
import {
  ADDER,
  keyringId,
  mayasRecord,
  mayasReports,
  maya,
  party,
  radiologist,
  record,
  recordId,
  report,
  reportId,
  rosa,
  sectionId,
} from './world.ts';

/** The pages as one of these people sees them, for looking at them. */
export function previewPortal(as: string): FakePortal {
  switch (as) {
    case 'patient':
      return filled(new FakePortal(maya, [mayasRecord()], mayasReports())).opened();
    case 'newcomer':
      return new FakePortal(maya, [], []).opened();
    case 'offered':
      return offered(
        filled(
          new FakePortal(
            maya,
            [mayasRecord(), record(21, { sharedBy: radiologist })],
            mayasReports(),
          ),
        ).opened(),
      );
    case 'locked': {
      const portal = new FakePortal(maya, [mayasRecord()], mayasReports());
      portal.set({ kind: 'locked', email: 'maya@demo.invalid', passkeys: true });
      return portal;
    }
    case 'doctor':
      return filled(
        new FakePortal(
          radiologist,
          [
            { ...mayasRecord(), capabilities: ADDER, sharedBy: maya },
            ...Array.from({ length: 40 }, (_, index) =>
              record(20 + index, {
                newReports: index % 5 === 0 ? (index % 3) + 1 : 0,
                until: index === 3 ? new Date('2026-12-31T12:00:00Z') : undefined,
              }),
            ),
          ],
          [...mayasReports(), ...manyReports(1_200)],
        ),
      ).opened();
    default:
      return new FakePortal(maya, [], []);
  }
}

function offered(portal: FakePortal): FakePortal {
  const { offers } = portal.session;
  offers.settled = {
    accepted: [rosa],
    blocked: [party(67)],
    declined: [{ party: party(68), keyrings: [keyringId(80)] }],
    groups: [],
  };
  offers.offer(
    sharer(radiologist, [
      offer(70),
      offer(71, {
        kind: 'department',
        name: 'Radiology, Demo Hospital',
        role: 'collaborator',
        until: new Date('2027-01-31T12:00:00Z'),
      }),
    ]),
    sharer(
      party(66),
      [offer(72), offer(73, { refusal: 'bad-signature', role: undefined, since: undefined })],
      4_000,
    ),
  );
  offers.more = 12;
  return portal;
}

function manyReports(count: number) {
  return Array.from({ length: count }, (_, index) =>
    report(1_000 + index, {
      record: recordId(20 + (index % 40)),
      section: sectionId(2_000),
      sectionName: 'Radiology',
      title: `Chest radiograph ${index + 1}`,
      patient: { name: `Patient ${20 + (index % 40)} Demo`, birthDate: undefined, identifiers: [] },
      date: new Date(Date.UTC(2026, 8, 30) - index * 43_200_000).toISOString().slice(0, 10),
      manageable: false,
    }),
  );
}

function filled(portal: FakePortal): FakePortal {
  portal.session.readers.set(reportId(1), previewCt);
  portal.session.events = events();
  const upload = (id: string, more: Partial<Upload>): Upload => ({
    id: id as UploadId,
    record: recordId(10),
    title: 'MR head, 412 images',
    files: 412,
    phase: 'running',
    totalBytes: 412_000_000,
    doneBytes: 187_000_000,
    bytesPerSecond: 11_800_000,
    problem: undefined,
    report: undefined,
    ...more,
  });
  if (localStorage.getItem('preview-uploads') !== null) {
    portal.session.uploads.put(
      upload('u3', {
        title: 'Letter to the practice',
        phase: 'done',
        totalBytes: 90_000,
        doneBytes: 90_000,
        report: reportId(4),
      }),
    );
    portal.session.uploads.put(
      upload('u2', {
        title: 'Echo loops',
        phase: 'failed',
        problem: new PortalError('storage-full'),
      }),
    );
    portal.session.uploads.put(upload('u1', {}));
  }
  return portal;
}

function events(): ActivityEvent[] {
  const at = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const common = {
    section: undefined,
    report: undefined,
    subject: undefined,
    role: undefined,
    until: undefined,
    refused: undefined,
  };
  const ct = { id: reportId(1), title: 'CT thorax with contrast' };
  const me = { ...maya, me: true };
  return [
    { ...common, id: 'e1', time: at(1), kind: 'opened', actor: radiologist, report: ct },
    {
      ...common,
      id: 'e2',
      time: at(2),
      kind: 'refused',
      actor: rosa,
      refused: 'read',
      report: ct,
    },
    {
      ...common,
      id: 'e3',
      time: at(27),
      kind: 'shared',
      actor: me,
      subject: radiologist,
      role: 'reader',
      until: new Date('2027-01-31T12:00:00Z'),
      section: { id: sectionId(1_001), name: 'Radiology' },
    },
    { ...common, id: 'e4', time: at(30), kind: 'uploaded', actor: rosa, report: ct },
    { ...common, id: 'e5', time: at(300), kind: 'rotated', actor: me },
    { ...common, id: 'e6', time: at(301), kind: 'unshared', actor: me, subject: rosa },
    { ...common, id: 'e7', time: at(900), kind: 'created', actor: me },
  ];
}
