import type { Capability } from '@/lib/portal.ts';

/** Whether one may add somewhere here and read nowhere. */
export function mayOnlyAdd(
  places: readonly { readonly capabilities: ReadonlySet<Capability> }[],
): boolean {
  return (
    places.some(({ capabilities }) => capabilities.has('add')) &&
    !places.some(({ capabilities }) => capabilities.has('open'))
  );
}
