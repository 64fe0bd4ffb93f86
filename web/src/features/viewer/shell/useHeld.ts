import { useEffect, useState } from 'react';

/**
 * Something that is made when the component is there and given back when it goes: an address, a
 * worker, a drawing surface. Undefined before that; made anew when the function changes.
 */
export function useHeld<T>(
  hold: () => { readonly value: T; release(): void } | undefined,
): T | undefined {
  const [held, setHeld] = useState<{ readonly by: unknown; readonly value: T }>();
  useEffect(() => {
    const made = hold();
    let gone = false;
    queueMicrotask(() => {
      if (!gone && made !== undefined) {
        setHeld({ by: hold, value: made.value });
      }
    });
    return () => {
      gone = true;
      made?.release();
    };
  }, [hold]);
  return held?.by === hold ? held.value : undefined;
}
