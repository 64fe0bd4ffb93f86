import { useCallback, useEffect, useState } from 'react';
import type { ReportReader } from '@/lib/portal.ts';

/** Where bytes come from: a file of the report, or one inside another file. */
export interface Source {
  readonly name: string;
  readonly size: number;
  /** Bytes that verified. Cut at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  whole(
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<Uint8Array<ArrayBuffer>>;
}

/** A file of the report. */
export function fileSource(reader: ReportReader, file: number): Source {
  const found = reader.files.find(({ index }) => index === file);
  return {
    name: found?.name ?? '',
    size: found?.size ?? 0,
    read: (offset, length) => reader.read(file, offset, length, 'now'),
    whole: (onProgress, signal) => reader.whole(file, { onProgress, signal, urgency: 'now' }),
  };
}

/** Bytes that are here already, under the name of the file that they were in. */
export function innerSource(name: string, bytes: Uint8Array<ArrayBuffer>): Source {
  return {
    name,
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
    whole: () => Promise.resolve(bytes),
  };
}

export type Fetched<T> =
  | { readonly state: 'loading'; readonly fraction: number | undefined }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'here'; readonly value: T };

/** Runs a long action for as long as the component shows its result. */
export function useFetched<T>(
  action: (onProgress: (fraction: number) => void, signal: AbortSignal) => Promise<T>,
): readonly [Fetched<T>, () => void] {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<{ readonly of: unknown; readonly fetched: Fetched<T> }>();
  useEffect(() => {
    const abort = new AbortController();
    const tell = (fetched: Fetched<T>) => {
      if (!abort.signal.aborted) {
        setResult({ of: action, fetched });
      }
    };
    action((fraction) => {
      tell({ state: 'loading', fraction });
    }, abort.signal).then(
      (value) => {
        tell({ state: 'here', value });
      },
      (error: unknown) => {
        tell({ state: 'failed', error });
      },
    );
    return () => {
      abort.abort();
    };
  }, [action, attempt]);
  const retry = useCallback(() => {
    setResult(undefined);
    setAttempt((before) => before + 1);
  }, []);
  return [
    result?.of === action ? result.fetched : { state: 'loading', fraction: undefined },
    retry,
  ];
}
