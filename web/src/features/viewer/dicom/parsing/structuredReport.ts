import { dayOf } from '@/lib/dicom/days.ts';
import type { Elements } from './elements.ts';
import { LIMITS } from './limits.ts';

/** One item of a structured report's content tree. */
export interface ContentItem {
  /** What it is about, in the author's words; empty where the report gives none. */
  readonly concept: string;
  /** `CONTAINER`, `TEXT`, `NUM`, `CODE`, …; what cannot be shown has no value. */
  readonly type: string;
  readonly relationship: string;
  readonly value: string;
  readonly children: readonly ContentItem[];
}

const UNITLESS = new Set(['', '1', 'no units', '{no units}', 'unity']);

/** The content tree under the data set's root; cut where it is more than a page can show. */
export function readContentTree(root: Elements): {
  readonly root: ContentItem;
  readonly isCut: boolean;
} {
  let items = 0;
  let characters = 0;
  let isCut = false;
  const read = (element: Elements, depth: number): ContentItem => {
    const item = {
      concept: element.code('x0040a043'),
      type: element.fact('x0040a040'),
      relationship: element.fact('x0040a010'),
      value: valueOf(element),
    };
    items += 1;
    characters += Object.values(item).reduce((sum, { length }) => sum + length, 0);
    isCut ||= (element.bytes('x0040a160')?.length ?? 0) > LIMITS.text;
    const children: ContentItem[] = [];
    for (const child of element.items('x0040a730')) {
      if (
        depth >= LIMITS.reportDepth ||
        items >= LIMITS.reportItems ||
        characters >= LIMITS.reportText
      ) {
        isCut = true;
        break;
      }
      children.push(read(child, depth + 1));
    }
    return { ...item, children };
  };
  return { root: read(root, 0), isCut };
}

export function valueOf(element: Elements): string {
  switch (element.text('x0040a040')) {
    case 'TEXT':
      return element.text('x0040a160');
    case 'NUM':
      return measured(element);
    case 'CODE':
      return element.code('x0040a168');
    case 'DATE':
      return readableDate(element.text('x0040a121'));
    case 'TIME':
      return readableTime(element.text('x0040a122'));
    case 'DATETIME':
      return readableDateTime(element.text('x0040a120'));
    case 'PNAME':
      return element.personName('x0040a123');
    case 'UIDREF':
      return element.text('x0040a124');
    default:
      return '';
  }
}

/** A number and its unit. */
export function measured(element: Elements): string {
  const item = element.item('x0040a300');
  if (item === undefined) {
    return element.code('x0040a301');
  }
  const units = item.item('x004008ea');
  const unit = units?.text('x00080100') ?? '';
  const shown = UNITLESS.has(unit.toLowerCase()) ? '' : unit;
  return `${item.text('x0040a30a')} ${shown}`.trim();
}

/** A day as `YYYY-MM-DD`; what is none as it is. */
export function readableDate(value: string): string {
  return dayOf(value) ?? value;
}

/** `HHMMSS.FFFFFF`, perhaps with colons, as `HH:MM`; anything else as it is. */
export function readableTime(value: string): string {
  const [, hours, , minutes] =
    /^([01]\d|2[0-3])(:?)([0-5]\d)(?:\2(?:[0-5]\d|60)(?:\.\d{1,6})?)?$/u.exec(value) ?? [];
  return hours === undefined || minutes === undefined ? value : `${hours}:${minutes}`;
}

/** A day, a time and how far it is from UTC, as far as they are said; anything else as it is. */
export function readableDateTime(value: string): string {
  const [, date = '', time = '', offset = ''] =
    /^(\d{8})(\d{4}(?:\d{2}(?:\.\d{1,6})?)?)?([+-]\d{4})?$/u.exec(value) ?? [];
  return dayOf(date) === undefined
    ? value
    : [readableDate(date), readableTime(time), offset.replace(/\d{2}$/u, ':$&')]
        .filter((part) => part !== '')
        .join(' ');
}
