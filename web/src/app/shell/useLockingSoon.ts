import { useEffect, useState } from 'react';

const WARNING_MS = 30_000;

/**
 * Whether the portal locks itself within half a minute.
 *
 * @param lastActive when somebody gave a sign of use last
 */
export function useLockingSoon(minutes: number, lastActive: () => number): boolean {
  const [soon, setSoon] = useState(false);
  useEffect(() => {
    const look = () => {
      setSoon(Date.now() - lastActive() >= minutes * 60_000 - WARNING_MS);
    };
    look();
    const timer = setInterval(look, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, [minutes, lastActive]);
  return soon;
}
