import type { KeyringId } from '@/crypto/index.ts';

/**
 * Addresses that are also asked for ahead, each made in one place: an answer is found again by exactly
 * its path only.
 */

export const ACCOUNT = '/account';
export const DECISIONS = '/account/decisions';

/** Departments and institutes alone: the groups that people belong to. */
export const GROUPS = '&kind=institute&kind=department';

export const RECORDS_AT_FIRST = 50;
export const REPORTS_AT_FIRST = 20;

export function endorsementsPath(id: KeyringId): string {
  return `/keyrings/${id}/endorsements`;
}

/** @param query what else is asked, each part behind an `&` */
export function keyringsPath(query = ''): string {
  return `/keyrings?limit=200${query}`;
}

/** @param query what else is asked, each part behind an `&` */
export function recordsPath(limit = RECORDS_AT_FIRST, query = ''): string {
  return `/records?limit=${limit}${query}`;
}

/** @param query what else is asked, each part behind an `&` */
export function reportsPath(limit = REPORTS_AT_FIRST, query = ''): string {
  return `/reports?limit=${limit}${query}`;
}
