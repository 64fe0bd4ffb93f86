import {
  PortalError,
  type Backing,
  type Capability,
  type Coding,
  type KeyringId,
  type Party,
  type RecordId,
  type RecordSummary,
  type ReportEntry,
  type ReportId,
  type ReportSummary,
  type SectionId,
  type SectionSummary,
} from '../../src/lib/portal.ts';

/** 64 hexadecimal digits that stand for a number. */
export const keyringId = (number: number) => number.toString(16).padStart(64, '0') as KeyringId;
export const recordId = (number: number) => keyringId(number) as RecordId;
export const sectionId = (number: number) => keyringId(number) as SectionId;
export const reportId = (number: number) => number.toString(16).padStart(32, '0') as ReportId;

export const ALL: ReadonlySet<Capability> = new Set(['open', 'add', 'manage', 'own'] as const);
export const READER: ReadonlySet<Capability> = new Set(['open'] as const);
export const ADDER: ReadonlySet<Capability> = new Set(['open', 'add'] as const);

const SAFETY = '40127 88301 55902 13374 60218 94465';

const BY_DOMAIN: Backing = {
  domain: {
    name: 'demo-hospital.example',
    method: 'dns',
    checked: new Date('2026-11-02T09:00:00Z'),
  },
  operator: undefined,
  you: undefined,
};

export function party(number: number, more: Partial<Party> = {}): Party {
  return {
    keyring: keyringId(number),
    kind: 'person',
    email: `person${number}@demo.invalid`,
    toldEmail: undefined,
    card: undefined,
    endorsements: [],
    backing: undefined,
    safetyNumber: SAFETY,
    compared: false,
    me: false,
    ...more,
  };
}

export const maya = party(1, { email: 'maya@demo.invalid' });
export const rosa = party(2, {
  email: 'rosa@demo.invalid',
  card: { name: 'Rosa Demo', specialty: undefined },
  endorsements: [
    {
      institute: keyringId(900),
      instituteName: 'Demo Hospital (invented)',
      instituteSafetyNumber: SAFETY,
      backing: BY_DOMAIN,
      name: 'Rosa Demo',
      specialty: undefined,
      licence: undefined,
      until: undefined,
    },
  ],
});
export const radiologist = party(3, {
  email: 'radiology@demo.invalid',
  card: { name: 'Dr. Lena Demo', specialty: 'Radiology' },
  endorsements: [
    {
      institute: keyringId(900),
      instituteName: 'Demo Hospital (invented)',
      instituteSafetyNumber: SAFETY,
      backing: BY_DOMAIN,
      name: 'Dr. Lena Demo',
      specialty: 'Radiology',
      licence: 'D-1204',
      until: undefined,
    },
  ],
});
export const department = party(901, {
  kind: 'department',
  email: undefined,
  card: { name: 'Cardiology, Demo Hospital', specialty: 'Cardiology' },
});

const type = (code: string): Coding => ({ system: 'http://loinc.org', code, display: undefined });
const specialty = (code: string): Coding => ({
  system: 'http://snomed.info/sct',
  code,
  display: undefined,
});

export function section(
  number: number,
  record: RecordId,
  name: string,
  capabilities: ReadonlySet<Capability>,
): SectionSummary {
  return { id: sectionId(number), record, name, capabilities };
}

export function record(number: number, more: Partial<RecordSummary> = {}): RecordSummary {
  const id = recordId(number);
  return {
    id,
    patient: {
      name: `Patient ${number} Demo`,
      birthDate: `19${40 + (number % 50)}-05-1${number % 10}`,
      identifiers: [{ system: 'https://hospital.demo.invalid/patients', value: `DH-${number}` }],
    },
    sections: [section(number * 100, id, 'Radiology', ADDER)],
    capabilities: READER,
    memberships: [],
    sharedBy: undefined,
    until: undefined,
    reports: 3,
    newReports: 0,
    latest: new Date(Date.now() - number * 7_200_000),
    ...more,
  };
}

export function report(number: number, more: Partial<ReportSummary> = {}): ReportSummary {
  return {
    state: 'verified',
    id: reportId(number),
    record: recordId(10),
    section: sectionId(1_000),
    sectionName: 'Cardiology',
    patient: { name: 'Maya Demo', birthDate: '1956-03-14', identifiers: [] },
    title: `Report ${number}`,
    type: type('47045-0'),
    specialty: specialty('394579002'),
    date: '2026-06-18',
    signed: new Date('2026-06-18T09:30:00Z'),
    author: rosa,
    authorName: undefined,
    fileCount: 1,
    mediaTypes: ['application/pdf'],
    unawareSince: undefined,
    corrected: undefined,
    size: 182_044,
    replaces: undefined,
    replacedBy: undefined,
    isNew: false,
    manageable: true,
    ...more,
  };
}

/** A patient's record with a report of each kind, one of which does not verify. */
export function mayasReports(): ReportEntry[] {
  return [
    report(1, {
      title: 'CT thorax with contrast',
      type: type('18748-4'),
      specialty: specialty('394914008'),
      section: sectionId(1_001),
      sectionName: 'Radiology',
      date: '2026-11-20',
      author: radiologist,
      authorName: 'Dr. L. Demo',
      fileCount: 324,
      mediaTypes: ['application/dicom'],
      size: 324 * 526_000,
      isNew: true,
    }),
    report(2, {
      title: 'Echocardiography',
      type: type('42148-7'),
      date: '2026-11-12',
      mediaTypes: ['video/mp4'],
      size: 48_112_000,
      isNew: true,
    }),
    {
      state: 'broken',
      id: reportId(3),
      record: recordId(10),
      section: sectionId(1_000),
      created: new Date('2026-11-09T10:00:00Z'),
      problem: new PortalError('tampered'),
    },
    report(4, { title: 'Discharge letter', type: type('18842-5'), date: '2026-10-30' }),
    report(5, {
      title: '12-lead ECG',
      type: type('11524-6'),
      date: '2026-10-28',
      mediaTypes: ['application/dicom'],
      size: 410_000,
    }),
    report(6, {
      title: 'Blood count',
      type: type('11502-2'),
      specialty: undefined,
      date: '2026-09-02',
      author: maya,
      mediaTypes: ['application/pdf'],
      size: 88_000,
      replacedBy: reportId(7),
    }),
    report(8, {
      title: 'Skin, left forearm',
      type: type('72170-4'),
      specialty: specialty('394582007'),
      date: '2026-08-11',
      mediaTypes: ['image/jpeg'],
      size: 3_204_000,
    }),
  ];
}

export function mayasRecord(): RecordSummary {
  const id = recordId(10);
  return record(10, {
    patient: {
      name: 'Maya Demo',
      birthDate: '1956-03-14',
      identifiers: [{ system: 'https://hospital.demo.invalid/patients', value: 'DH-004711' }],
    },
    sections: [
      section(1_000, id, 'Cardiology', ALL),
      section(1_001, id, 'Radiology', ALL),
      section(1_002, id, 'Psychiatry', ALL),
    ],
    capabilities: ALL,
    reports: 7,
    newReports: 2,
  });
}
