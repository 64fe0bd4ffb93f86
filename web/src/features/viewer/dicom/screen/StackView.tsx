import { ActionIcon, Loader, NumberInput } from '@mantine/core';
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react';
import {
  useCallback,
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent as ReactPointerEvent,
} from 'react';
import type { ReportReader } from '@/lib/portal.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { DownloadButton } from '../../shell/DownloadButton.tsx';
import { Failed } from '../../shell/States.tsx';
import { IntendedUse } from '../../shell/IntendedUse.tsx';
import { ToolFrame } from '../../shell/Toolbar.tsx';
import { useHeld } from '../../shell/useHeld.ts';
import { useShortcutKeys } from '../../shell/useShortcutKeys.ts';
import type { Study } from '../loading/study.ts';
import type { Series } from '../series/series.ts';
import { Overlay } from './Overlay.tsx';
import { CT_PRESETS, PRESETS } from './presets.ts';
import { START } from './screenState.ts';
import { StackScreen } from './stackScreen.ts';
import type { Tool } from './stackTools.ts';
import { classNames } from '../../shell/classNames.ts';
import classes from './StackView.module.css';
import { TOOL_KEYS, Tools } from './Tools.tsx';
import { Track } from './Track.tsx';
import { RATES, useCine } from './useCine.ts';

/** Dragged so far with the leafing tool, the next picture comes. */
const LEAF_PIXELS = 12;
/** A wheel that reports pixels turns one picture in so many. */
const WHEEL_PIXELS = 40;

/** A series of pictures: leafing, windows, zoom, measurements, playing. */
export default function StackView({
  reader,
  study,
  series,
  all,
}: {
  readonly reader: ReportReader;
  readonly study: Study;
  readonly series: Extract<Series, { kind: 'stack' }>;
  /** Of the whole report. */
  readonly all: readonly Series[];
}) {
  const { viewer } = useTexts();
  const element = useRef<HTMLDivElement>(null);
  const stage = useRef<HTMLDivElement>(null);
  const [state, setState] = useState(START);
  const [broken, setBroken] = useState<unknown>();
  const [tool, setTool] = useState<Tool>(() =>
    matchMedia('(pointer: coarse)').matches && series.slices.length > 1 ? 'scroll' : 'window',
  );
  const [facts, setFacts] = useState(true);
  const count = series.slices.length;
  const screen = useHeld(
    useCallback(() => {
      if (element.current === null) {
        return undefined;
      }
      const value = new StackScreen(element.current, study, viewer.dicom, setState);
      value.start().catch((error: unknown) => {
        setBroken(error);
      });
      return {
        value,
        release: () => {
          value.close();
        },
      };
    }, [study, viewer]),
  );
  const cine = useCine(screen, count, series.framesPerSecond);
  useEffect(() => {
    screen?.setSlices(series.slices);
  }, [screen, series.slices]);
  useEffect(() => {
    screen?.setSeries(all);
  }, [screen, all]);
  useEffect(() => {
    screen?.setTool(tool);
  }, [screen, tool]);
  useWheel(stage, screen, cine.stop);
  const drag = useLeafing(screen, tool === 'scroll', cine.stop);
  const slice = series.slices[state.index];
  const isShown = !state.waiting && state.failure === undefined;
  const first = series.slices[0];
  const file = reader.files.find(({ index }) => index === slice?.file);
  const grey =
    first?.image.pixels.samplesPerPixel === 1 &&
    first.image.pixels.photometricInterpretation !== 'PALETTE COLOR';
  // A localizer, a map of something else or a picture made of a CT has other values.
  const hounsfield = grey && (state.drawn ?? slice)?.image.display.unit.name === 'HU';
  const targets: KeyTargets = {
    screen,
    count,
    setTool,
    hounsfield,
    toggleFacts: () => {
      setFacts((before) => !before);
    },
    togglePlaying: cine.toggle,
    stop: cine.stop,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLInputElement;
    if (typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const action = keyAction(event.key, targets);
    if (action !== undefined) {
      event.preventDefault();
      action();
    }
  };
  // The tools' keys, wherever the focus is; what leafs or scrolls is the focused element's.
  useShortcutKeys((key) => (isToolKey(key) ? keyAction(key, targets) : undefined));
  return (
    <ToolFrame
      label={viewer.dicom.tools}
      tools={
        <Tools
          screen={screen}
          state={state}
          tool={tool}
          onTool={setTool}
          stacked={count > 1}
          grey={grey}
          hounsfield={hounsfield}
          facts={facts}
          onFacts={() => {
            setFacts((before) => !before);
          }}
        />
      }
    >
      <div
        ref={stage}
        className={classNames(classes['stage'], isFilm(series) ? classes['withCine'] : undefined)}
        tabIndex={0}
        role="application"
        aria-label={viewer.dicom.stage}
        data-index={state.index}
        data-shown={isShown}
        onKeyDown={onKeyDown}
        {...drag}
      >
        <div
          ref={element}
          className={classNames(
            classes['picture'],
            count > 1 ? classes['besideTrack'] : undefined,
            state.failure === undefined ? undefined : classes['hidden'],
          )}
          onContextMenu={(event) => {
            event.preventDefault();
          }}
        />
        {/* While the next picture is awaited the one before it is seen: what is said is said of that. */}
        {slice !== undefined && (
          <Overlay
            slice={state.drawn ?? slice}
            count={count}
            screen={state}
            patient={reader.report.patient}
            isConfirmed={state.drawn !== undefined || slice.announced === undefined}
            hasFacts={facts}
          />
        )}
        {state.waiting && state.failure === undefined && (
          <Loader
            className={classes['waiting']}
            color="gray"
            role="status"
            aria-label={viewer.preparing}
          />
        )}
        {(broken ?? state.failure) !== undefined && (
          <div className={classes['over']}>
            <Failed
              error={broken ?? state.failure}
              onRetry={() => {
                void screen?.show(state.index);
              }}
            >
              {file !== undefined && <DownloadButton reader={reader} file={file} />}
            </Failed>
          </div>
        )}
        {count > 1 && (
          <Track
            index={state.index}
            count={count}
            onIndex={(index) => {
              cine.stop();
              void screen?.show(index);
            }}
          />
        )}
        {isFilm(series) && (
          <div className={classes['cine']}>
            <ActionIcon
              radius="xl"
              size="lg"
              aria-label={cine.playing ? viewer.dicom.pause : viewer.dicom.play}
              onClick={cine.toggle}
            >
              {cine.playing ? (
                <IconPlayerPauseFilled size={18} />
              ) : (
                <IconPlayerPlayFilled size={18} />
              )}
            </ActionIcon>
            <NumberInput
              aria-label={viewer.dicom.speed}
              size="xs"
              w="5.25rem"
              min={RATES.least}
              max={RATES.most}
              suffix=" fps"
              value={cine.rate}
              onChange={(value) => {
                if (typeof value === 'number' && value >= RATES.least) {
                  cine.setRate(Math.min(value, RATES.most));
                }
              }}
            />
          </div>
        )}
      </div>
      <IntendedUse />
    </ToolFrame>
  );
}

/** Frames of one object in time; not the slices of one volume. */
function isFilm(series: Extract<Series, { kind: 'stack' }>): boolean {
  const [one, other] = series.slices;
  return (
    one !== undefined &&
    other !== undefined &&
    one.file === other.file &&
    (series.framesPerSecond !== undefined || one.frameFacts === other.frameFacts)
  );
}

/** Letters and digits alone, but for the one that begins the page's own sequences. */
function isToolKey(key: string): boolean {
  return /^[a-z1-9]$/iu.test(key) && key.toLowerCase() !== 'g';
}

interface KeyTargets {
  readonly screen: StackScreen | undefined;
  readonly count: number;
  readonly hounsfield: boolean;
  readonly setTool: (tool: Tool) => void;
  readonly toggleFacts: () => void;
  readonly togglePlaying: () => void;
  readonly stop: () => void;
}

function keyAction(key: string, targets: KeyTargets): (() => void) | undefined {
  const { screen, count, setTool } = targets;
  const move = (by: number) => () => {
    targets.stop();
    screen?.move(by);
  };
  const tool = (Object.keys(TOOL_KEYS) as Tool[]).find(
    (each) => TOOL_KEYS[each] === key.toUpperCase(),
  );
  if (tool !== undefined) {
    return () => {
      setTool(tool);
    };
  }
  const preset = targets.hounsfield ? PRESETS[Number(key) - 1] : undefined;
  if (preset !== undefined) {
    return () => screen?.setWindow(CT_PRESETS[preset]);
  }
  const leap = Math.max(5, Math.round(count / 20));
  const actions: Readonly<Record<string, () => void>> = {
    ArrowDown: move(1),
    ArrowRight: move(1),
    ArrowUp: move(-1),
    ArrowLeft: move(-1),
    PageDown: move(leap),
    PageUp: move(-leap),
    Home: move(-count),
    End: move(count),
    '+': () => screen?.zoomBy(1.2),
    '-': () => screen?.zoomBy(1 / 1.2),
    i: () => screen?.toggleInvert(),
    r: () => screen?.reset(),
    o: targets.toggleFacts,
    g: () => screen?.toggleOverlays(),
    ' ': targets.togglePlaying,
  };
  return actions[key] ?? actions[key.toLowerCase()];
}

/** Leafs by the wheel; with Ctrl, which is also how trackpads say pinching, it zooms. */
function useWheel(
  stage: React.RefObject<HTMLDivElement | null>,
  screen: StackScreen | undefined,
  stop: () => void,
) {
  const stopping = useRef(stop);
  useEffect(() => {
    stopping.current = stop;
  });
  useEffect(() => {
    const target = stage.current;
    let turned = 0;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      if (event.ctrlKey) {
        screen?.zoomBy(Math.exp(-event.deltaY / 200));
        return;
      }
      stopping.current();
      turned +=
        event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY / WHEEL_PIXELS : event.deltaY;
      // One notch of a wheel is one picture, however far it says that it turned.
      const notch = Math.abs(event.deltaY) >= 100 || event.deltaMode !== WheelEvent.DOM_DELTA_PIXEL;
      const by = notch ? Math.sign(event.deltaY) : Math.trunc(turned);
      if (by !== 0) {
        turned = 0;
        screen?.move(by);
      }
    };
    target?.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      target?.removeEventListener('wheel', onWheel);
    };
  }, [stage, screen]);
}

/** Leafs by dragging up and down, with one finger or the main button. */
function useLeafing(screen: StackScreen | undefined, active: boolean, stop: () => void) {
  const from = useRef<{ readonly id: number; y: number }>(undefined);
  const pressed = useRef(0);
  return {
    onPointerDown: (event: ReactPointerEvent<HTMLElement>) => {
      // The tools keep the browser from moving the focus by itself.
      event.currentTarget.focus({ preventScroll: true });
      pressed.current += 1;
      from.current =
        active && event.button === 0 && pressed.current === 1
          ? { id: event.pointerId, y: event.clientY }
          : undefined;
    },
    onPointerMove: (event: ReactPointerEvent) => {
      const start = from.current;
      if (start?.id !== event.pointerId) {
        return;
      }
      const by = Math.trunc((event.clientY - start.y) / LEAF_PIXELS);
      if (by !== 0) {
        stop();
        start.y += by * LEAF_PIXELS;
        screen?.move(by);
      }
    },
    onPointerUp: () => {
      pressed.current = Math.max(0, pressed.current - 1);
      from.current = undefined;
    },
    onPointerCancel: () => {
      pressed.current = Math.max(0, pressed.current - 1);
      from.current = undefined;
    },
  };
}
