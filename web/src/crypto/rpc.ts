import {
  type ErrorClass,
  FormatError,
  LockedError,
  type NotShown,
  NotShownError,
  type Refusal,
  UnansweredError,
  UnreadableFileError,
} from './errors.ts';
import type { Bytes } from './ids/bytes.ts';

/** A call over a worker's boundary: a method of one group of an object. */
interface Call {
  readonly id: number;
  readonly group: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure };

/** Errors lose their class on the way; what callers tell apart is sent by name. */
type Failure =
  | { readonly type: 'format'; readonly code: ErrorClass; readonly message: string }
  | { readonly type: 'not-shown'; readonly wanted: NotShown; readonly message: string }
  | { readonly type: 'locked' }
  | { readonly type: 'unanswered'; readonly refusal: Refusal }
  | { readonly type: 'unreadable-file'; readonly file: number }
  | { readonly type: 'other'; readonly message: string };

type Methods = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;
type Groups = Readonly<Record<string, Methods>>;

/** What both ends of a worker's boundary look like. */
export interface Port {
  postMessage(message: unknown, options: { transfer: Transferable[] }): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** Answers calls that come through `port` with the methods of `target`'s groups. */
export function serve(port: Port, target: object) {
  const groups = target as Groups;
  port.addEventListener('message', (event: MessageEvent<Call>) => {
    const { id, group, method, args } = event.data;
    void answer(groups, id, group, method, args).then((message) => {
      port.postMessage(message, {
        transfer: 'value' in message ? transferable(message.value) : [],
      });
    });
  });
}

async function answer(
  groups: Groups,
  id: number,
  group: string,
  method: string,
  args: readonly unknown[],
): Promise<Answer> {
  try {
    const called = groups[group];
    if (called?.[method] === undefined) {
      throw new Error(`there is no ${group}.${method}`);
    }
    return { id, value: await called[method](...args) };
  } catch (failure) {
    return { id, failure: failureOf(failure) };
  }
}

/** Groups whose methods are those that {@link serve} answers with at the other end. */
export function remote(port: Port): unknown {
  const waiting = new Map<number, (answer: Answer) => void>();
  let calls = 0;
  port.addEventListener('message', (event: MessageEvent<Answer>) => {
    waiting.get(event.data.id)?.(event.data);
    waiting.delete(event.data.id);
  });
  const call = (group: string, method: string, args: readonly unknown[]) =>
    new Promise((resolve, reject: (failure: Error) => void) => {
      const id = ++calls;
      waiting.set(id, (message) => {
        if ('failure' in message) {
          reject(errorOf(message.failure));
        } else {
          resolve(message.value);
        }
      });
      const message: Call = { id, group, method, args };
      port.postMessage(message, { transfer: [] });
    });
  const groups = (_: object, group: string | symbol) => new Proxy({}, { get: methods(group) });
  const methods =
    (group: string | symbol) =>
    (_: object, method: string | symbol) =>
    (...args: readonly unknown[]) =>
      call(String(group), String(method), args);
  return new Proxy({}, { get: groups });
}

/** The pieces of a sealed part are moved rather than copied: nothing in the worker needs them any more. */
function transferable(value: unknown): Transferable[] {
  const sealed: unknown =
    typeof value === 'object' && value !== null && 'sealed' in value ? value.sealed : undefined;
  return Array.isArray(sealed) ? (sealed as readonly Bytes[]).map(({ buffer }) => buffer) : [];
}

function failureOf(failure: unknown): Failure {
  if (failure instanceof NotShownError) {
    return { type: 'not-shown', wanted: failure.wanted, message: failure.message };
  }
  if (failure instanceof FormatError) {
    return { type: 'format', code: failure.code, message: failure.message };
  }
  if (failure instanceof LockedError) {
    return { type: 'locked' };
  }
  if (failure instanceof UnansweredError) {
    return { type: 'unanswered', refusal: failure.refusal };
  }
  if (failure instanceof UnreadableFileError) {
    return { type: 'unreadable-file', file: failure.file };
  }
  return { type: 'other', message: failure instanceof Error ? failure.message : 'unknown' };
}

function errorOf(failure: Failure): Error {
  switch (failure.type) {
    case 'format':
      return new FormatError(failure.code, failure.message);
    case 'not-shown':
      return new NotShownError(failure.wanted, failure.message);
    case 'locked':
      return new LockedError();
    case 'unanswered':
      return new UnansweredError(failure.refusal);
    case 'unreadable-file':
      return new UnreadableFileError(failure.file);
    case 'other':
      return new Error(failure.message);
  }
}
