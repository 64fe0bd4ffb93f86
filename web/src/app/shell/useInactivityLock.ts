import { useEffect, useEffectEvent, useState } from 'react';

const WARNING_MS = 30_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Locks after that many minutes without a sign of use, also when the machine slept meanwhile. True
 * while less than half a minute is left.
 */
export function useInactivityLock(minutes: number, lock: () => void): boolean {
  const [soon, setSoon] = useState(false);
  const lockNow = useEffectEvent(lock);

  useEffect(() => {
    const limit = minutes * 60_000;
    let last = Date.now();
    const used = () => {
      if (Date.now() - last < limit) {
        last = Date.now();
        setSoon(false);
      }
    };
    const look = () => {
      const idle = Date.now() - last;
      if (idle >= limit) {
        lockNow();
      } else {
        setSoon(idle >= limit - WARNING_MS);
      }
    };
    const timer = setInterval(look, 1_000);
    document.addEventListener('visibilitychange', look);
    for (const sign of SIGNS) {
      window.addEventListener(sign, used, { passive: true });
    }
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      for (const sign of SIGNS) {
        window.removeEventListener(sign, used);
      }
    };
  }, [minutes]);
  return soon;
}
