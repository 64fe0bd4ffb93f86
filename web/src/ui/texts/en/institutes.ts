/** Institutes, and whose word their names rest on. */
export const institutes = {
  domain: (domain: string, date: string) => `${domain}, checked by this service on ${date}`,
  operator: 'the operator of this service vouches for the name',
  you: 'you compared its safety number',
  backed: (name: string, backing: string) => `“${name}” (${backing})`,
  unverified: (name: string) => `Unverified institute “${name}”`,
  unverifiedUnnamed: 'Unverified institute without a name',
  unnamed: 'an institute without a name',
  unverifiedHelp:
    'Anybody can found an institute and give it any name. Compare its safety number with somebody there whom you know.',
  says: (institute: string, name: string) => `${institute} says: “${name}”`,
  compare: 'Compare its safety number',
  same: 'It is the same: I know this institute',
  forget: 'Forget that it was compared',
};
