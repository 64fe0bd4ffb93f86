import { Text } from '@mantine/core';
import {
  IconArrowsMaximize,
  IconRotateClockwise,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import { useTexts } from '@/ui/texts/texts.ts';
import { UnreadableError } from '../shell/failures.ts';
import { Failed, Loading } from '../shell/States.tsx';
import { ToolButton, ToolFrame, ToolGap } from '../shell/Toolbar.tsx';
import { useFetched, type Source } from '../shell/useBytes.ts';
import classes from './ImageView.module.css';
import { useBlobAddress } from './useBlobAddress.ts';

/** A picture that takes more than this is offered for download instead. */
const MOST_BYTES = 256 * 1024 * 1024;

/** A picture in one of the formats that browsers decode, in an image element only. */
export default function ImageView({
  source,
  mediaType,
  download,
}: {
  readonly source: Source;
  readonly mediaType: string;
  readonly download: ReactNode;
}) {
  const fetch = useCallback(
    (onProgress: (fraction: number) => void, signal: AbortSignal) =>
      source.size > MOST_BYTES
        ? Promise.reject(new UnreadableError(undefined, true))
        : source.whole(onProgress, signal),
    [source],
  );
  const [bytes, retry] = useFetched(fetch);
  switch (bytes.state) {
    case 'loading':
      return (
        <Loading
          name={source.name}
          {...(bytes.fraction === undefined ? {} : { fraction: bytes.fraction })}
        />
      );
    case 'failed':
      return (
        <Failed error={bytes.error} onRetry={retry}>
          {download}
        </Failed>
      );
    case 'here':
      return (
        <Picture name={source.name} bytes={bytes.value} mediaType={mediaType} download={download} />
      );
  }
}

interface View {
  /** 0: as large as fits. */
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
  readonly quarters: number;
}

const FITTED: View = { zoom: 0, x: 0, y: 0, quarters: 0 };

function Picture({
  name,
  bytes,
  mediaType,
  download,
}: {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly download: ReactNode;
}) {
  const { viewer } = useTexts();
  const address = useBlobAddress(bytes, mediaType);
  const stage = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ readonly width: number; readonly height: number }>();
  const [room, setRoom] = useState({ width: 1, height: 1 });
  const [view, setView] = useState(FITTED);
  const [broken, setBroken] = useState(false);
  const pointers = useRef(new Map<number, { x: number; y: number }>());
  useEffect(() => {
    const element = stage.current;
    if (element === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      setRoom({ width: element.clientWidth, height: element.clientHeight });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  const turned = view.quarters % 2 === 1;
  const fit =
    size === undefined
      ? 1
      : Math.min(
          room.width / (turned ? size.height : size.width),
          room.height / (turned ? size.width : size.height),
          1,
        );
  const scale = view.zoom === 0 ? fit : view.zoom;
  const zoomBy = useCallback(
    (factor: number) => {
      setView((before) => ({
        ...before,
        zoom: Math.max(0.02, Math.min((before.zoom === 0 ? fit : before.zoom) * factor, 32)),
        x: before.x * factor,
        y: before.y * factor,
      }));
    },
    [fit],
  );
  useEffect(() => {
    const element = stage.current;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      zoomBy(Math.exp(-event.deltaY / 400));
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element?.removeEventListener('wheel', onWheel);
    };
  }, [zoomBy]);
  if (broken) {
    return <Failed error={new UnreadableError()}>{download}</Failed>;
  }
  const moveBy = (x: number, y: number) => {
    setView((before) => ({ ...before, x: before.x + x, y: before.y + y }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const action = {
      ArrowLeft: () => {
        moveBy(60, 0);
      },
      ArrowRight: () => {
        moveBy(-60, 0);
      },
      ArrowUp: () => {
        moveBy(0, 60);
      },
      ArrowDown: () => {
        moveBy(0, -60);
      },
      '+': () => {
        zoomBy(1.25);
      },
      '-': () => {
        zoomBy(0.8);
      },
      '0': () => {
        setView(FITTED);
      },
    }[event.key];
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  };
  return (
    <ToolFrame
      label={viewer.image.tools}
      tools={
        <>
          <ToolButton
            label={viewer.image.zoomOut}
            icon={<IconZoomOut size={18} />}
            onClick={() => {
              zoomBy(0.8);
            }}
          />
          <Text size="sm" w="3.5rem" ta="center">
            {viewer.percent(Math.round(scale * 100))}
          </Text>
          <ToolButton
            label={viewer.image.zoomIn}
            icon={<IconZoomIn size={18} />}
            onClick={() => {
              zoomBy(1.25);
            }}
          />
          <ToolButton
            label={viewer.image.fit}
            icon={<IconArrowsMaximize size={18} />}
            onClick={() => {
              setView(FITTED);
            }}
          />
          <ToolButton
            label={viewer.image.rotate}
            icon={<IconRotateClockwise size={18} />}
            onClick={() => {
              setView((before) => ({ ...before, quarters: (before.quarters + 1) % 4 }));
            }}
          />
          <ToolGap />
          {download}
        </>
      }
    >
      <div
        ref={stage}
        className={classes['stage']}
        tabIndex={0}
        role="application"
        aria-label={viewer.image.hint}
        onKeyDown={onKeyDown}
        onDoubleClick={() => {
          setView((before) => ({ ...before, x: 0, y: 0, zoom: before.zoom === 0 ? 1 : 0 }));
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
        }}
        onPointerMove={(event) => {
          const before = pointers.current.get(event.pointerId);
          if (before === undefined) {
            return;
          }
          const now = { x: event.clientX, y: event.clientY };
          const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
          if (other === undefined) {
            moveBy(now.x - before.x, now.y - before.y);
          } else {
            const span = (one: { x: number; y: number }) =>
              Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
            zoomBy(span(now) / span(before));
          }
          pointers.current.set(event.pointerId, now);
        }}
        onPointerUp={(event) => {
          pointers.current.delete(event.pointerId);
        }}
        onPointerCancel={(event) => {
          pointers.current.delete(event.pointerId);
        }}
      >
        {address !== undefined && (
          <img
            className={classes['picture']}
            src={address}
            alt={name}
            draggable={false}
            style={{
              transform: `translate(-50%, -50%) translate(${view.x}px, ${view.y}px) rotate(${view.quarters * 90}deg) scale(${scale})`,
              visibility: size === undefined ? 'hidden' : 'visible',
            }}
            onLoad={(event) => {
              setSize({
                width: event.currentTarget.naturalWidth,
                height: event.currentTarget.naturalHeight,
              });
            }}
            onError={() => {
              setBroken(true);
            }}
          />
        )}
      </div>
    </ToolFrame>
  );
}
