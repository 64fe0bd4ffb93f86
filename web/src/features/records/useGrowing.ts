import { useCallback, useState } from 'react';

const AT_ONCE = 60;
/** How far before the end of what is shown more is added. */
const AHEAD = '800px';

/** How much of a long list is in the page: more whenever its end comes near. */
export function useGrowing(total: number): readonly [
  count: number,
  /** For an element behind the last entry. */
  end: (element: HTMLElement | null) => (() => void) | undefined,
] {
  const [count, setCount] = useState(AT_ONCE);
  const isMore = count < total;
  const end = useCallback(
    (element: HTMLElement | null) => {
      if (element === null || !isMore) {
        return undefined;
      }
      const observer = new IntersectionObserver(
        (seen) => {
          if (seen.some(({ isIntersecting }) => isIntersecting)) {
            setCount((before) => before + AT_ONCE);
          }
        },
        { rootMargin: AHEAD },
      );
      observer.observe(element);
      return () => {
        observer.disconnect();
      };
    },
    // Observed anew after each growing: an end that is still in view calls once more.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- count is why
    [isMore, count],
  );
  return [count, end];
}
