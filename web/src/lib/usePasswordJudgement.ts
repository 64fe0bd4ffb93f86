import { useEffect, useState } from 'react';
import type { PasswordJudgement } from './portal.ts';
import { usePortal } from './PortalContext.ts';

/** Judging takes a moment, so it waits for a pause in typing. */
const PAUSE = 250;

/**
 * Judges a new password while it is typed; undefined while it has not been judged. The portal refuses
 * a weak one in any case.
 */
export function usePasswordJudgement(
  password: string,
  email: string,
  name?: string,
): PasswordJudgement | undefined {
  const portal = usePortal();
  const [judged, setJudged] = useState<{ of: string; judgement: PasswordJudgement }>();
  useEffect(() => {
    let isWanted = password !== '';
    const judge = () => {
      portal.judgePassword(password, { email, name }).then(
        (judgement) => {
          if (isWanted) {
            setJudged({ of: password, judgement });
          }
        },
        () => undefined, // it is judged again when it is set
      );
    };
    const pause = isWanted ? setTimeout(judge, PAUSE) : undefined;
    return () => {
      isWanted = false;
      clearTimeout(pause);
    };
  }, [portal, password, email, name]);
  return judged?.of === password ? judged.judgement : undefined;
}
