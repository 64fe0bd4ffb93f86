import { useRef } from 'react';
import { useTexts } from '@/ui/texts/texts.ts';
import classes from './StackView.module.css';

/** Where in the stack the picture lies, at the edge; dragged, it leafs. */
export function Track({
  index,
  count,
  onIndex,
}: {
  readonly index: number;
  readonly count: number;
  readonly onIndex: (index: number) => void;
}) {
  const { dicom } = useTexts().viewer;
  const track = useRef<HTMLDivElement>(null);
  const go = (y: number) => {
    const box = track.current?.getBoundingClientRect();
    if (box !== undefined && box.height > 0) {
      const fraction = Math.max(0, Math.min((y - box.top) / box.height, 1));
      onIndex(Math.round(fraction * (count - 1)));
    }
  };
  return (
    <div
      ref={track}
      className={classes['track']}
      role="slider"
      aria-label={dicom.position}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={count}
      aria-valuenow={index + 1}
      aria-valuetext={dicom.imageOf(index + 1, count)}
      tabIndex={0}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event.clientY);
      }}
      onPointerMove={(event) => {
        if (event.buttons !== 0) {
          event.stopPropagation();
          go(event.clientY);
        }
      }}
    >
      <div
        className={classes['thumb']}
        style={{
          top: `calc(${(index / Math.max(1, count - 1)) * 100}% - ${(index / Math.max(1, count - 1)) * 1.5}rem)`,
        }}
      />
    </div>
  );
}
