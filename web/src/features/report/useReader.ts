import { useEffect, useState } from 'react';
import { useSession } from '@/lib/PortalContext.ts';
import type { ReportId, ReportReader } from '@/lib/portal.ts';
import { problemOf, type ProblemFacts } from '@/ui/problems.ts';

export type Opening =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly reader: ReportReader }
  | { readonly kind: 'failed'; readonly problem: ProblemFacts };

/** Opens a report while the page is shown, and closes it when the page is left. */
export function useReader(report: ReportId): { opening: Opening; again: () => void } {
  const session = useSession();
  const [attempt, setAttempt] = useState(0);
  const [opening, setOpening] = useState<Opening>({ kind: 'opening' });

  useEffect(() => {
    let left = false;
    let reader: ReportReader | undefined;
    session.open(report).then(
      (opened) => {
        if (left) {
          opened.close();
          return;
        }
        reader = opened;
        setOpening({ kind: 'open', reader: opened });
      },
      (error: unknown) => {
        if (!left) {
          setOpening({ kind: 'failed', problem: problemOf(error) });
        }
      },
    );
    return () => {
      left = true;
      reader?.close();
    };
  }, [session, report, attempt]);

  return {
    opening,
    again: () => {
      setOpening({ kind: 'opening' });
      setAttempt(attempt + 1);
    },
  };
}
