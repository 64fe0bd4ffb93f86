import { useCallback, useRef, useState } from 'react';
import { problemOf, type ProblemFacts } from './problems.ts';

export interface Action<Arguments extends unknown[], Answer> {
  /** Does it, unless it is being done; the answer is undefined where it failed or was not begun. */
  readonly run: (...given: Arguments) => Promise<Answer | undefined>;
  readonly busy: boolean;
  readonly problem: ProblemFacts | undefined;
  readonly forget: () => void;
}

/** Something that a button starts: once at a time, its failure kept to be shown. */
export function useAction<Arguments extends unknown[], Answer>(
  work: (...given: Arguments) => Promise<Answer>,
): Action<Arguments, Answer> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemFacts | undefined>(undefined);
  const running = useRef(false);

  const run = async (...given: Arguments) => {
    if (running.current) {
      return undefined;
    }
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      return await work(...given);
    } catch (error) {
      const facts = problemOf(error);
      if (facts.code !== 'aborted') {
        setProblem(facts);
      }
      return undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  const forget = useCallback(() => {
    setProblem(undefined);
  }, []);
  return { run, busy, problem, forget };
}
