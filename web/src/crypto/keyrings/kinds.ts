/** What a keyring stands for (spec/keyrings.md section 1). */
export type KeyringKind =
  | 'person'
  | 'service'
  | 'institute'
  | 'department'
  | 'record'
  | 'section'
  | 'link'
  | 'claim'
  | 'share';

/** What a member may do in a keyring. */
export type Role = 'owner' | 'manager' | 'collaborator' | 'reader' | 'contributor';

/** What a role allows. */
export type Capability = 'own' | 'manage' | 'open' | 'add';

export const KEYRING_KINDS: readonly KeyringKind[] = [
  'person',
  'service',
  'institute',
  'department',
  'record',
  'section',
  'link',
  'claim',
  'share',
];

export const ROLES: readonly Role[] = ['owner', 'manager', 'collaborator', 'reader', 'contributor'];

export const ALL_CAPABILITIES: ReadonlySet<Capability> = new Set<Capability>([
  'own',
  'manage',
  'open',
  'add',
]);
export const NO_CAPABILITY: ReadonlySet<Capability> = new Set<Capability>();

const CAPABILITIES: Readonly<Record<Role, ReadonlySet<Capability>>> = {
  owner: ALL_CAPABILITIES,
  manager: new Set<Capability>(['manage', 'open', 'add']),
  collaborator: new Set<Capability>(['open', 'add']),
  reader: new Set<Capability>(['open']),
  contributor: new Set<Capability>(['add']),
};

/** As hashed into the keyring id. */
export function kindCode(kind: KeyringKind): number {
  return KEYRING_KINDS.indexOf(kind) + 1;
}

/** Whether its generations carry signature keys. */
export function kindSigns(kind: KeyringKind): boolean {
  return kind === 'person' || kind === 'service' || kind === 'institute';
}

/** Whether it signs its own first statement. */
export function madeByItself(kind: KeyringKind): boolean {
  return kind === 'person' || kind === 'service';
}

/** As hashed into a state. */
export function roleCode(role: Role): number {
  return ROLES.indexOf(role) + 1;
}

export function capabilitiesOf(role: Role): ReadonlySet<Capability> {
  return CAPABILITIES[role];
}

/** Whether a member in this role receives an envelope. */
export function roleOpens(role: Role): boolean {
  return CAPABILITIES[role].has('open');
}
