import type { Patient } from '@/lib/portal.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { dateTime, patientLine } from '../factRows.ts';
import { readableDate } from '../parsing/structuredReport.ts';
import type { Slice } from '../series/series.ts';
import { cautionsOf, companionCautions, otherPatient } from './cautions.ts';
import { edgesOf, readableLength, scaleBarOf, viewLine } from './sides.ts';
import { classNames } from '../../shell/classNames.ts';
import classes from './StackView.module.css';
import type { ScreenState } from './screenState.ts';

/** A scale bar takes no more, in CSS pixels. */
const BAR_ROOM = 140;
const EDGES = ['left', 'right', 'top', 'bottom'] as const;

/** Who and what is seen, in the corners of the picture; how it lies, at its edges. */
export function Overlay({
  slice,
  count,
  screen,
  patient,
  isConfirmed,
  hasFacts,
}: {
  readonly slice: Slice;
  readonly count: number;
  readonly screen: ScreenState;
  /** Whose record it lies in. */
  readonly patient: Patient | undefined;
  /** The file itself says what is said of the picture; before, only its place is told. */
  readonly isConfirmed: boolean;
  /** The person wants to see who it is. */
  readonly hasFacts: boolean;
}) {
  const { viewer } = useTexts();
  const { facts, frameFacts } = slice;
  const { dicom } = viewer;
  const lines = (parts: readonly string[]) =>
    parts
      .filter((part) => part !== '')
      .map((part, index) => (
        <div key={index} className={index === 0 ? classes['strong'] : classes['detail']}>
          {part}
        </div>
      ));
  return (
    <>
      {screen.drawn !== undefined && <Edges slice={screen.drawn} />}
      {isConfirmed && (
        <div className={classNames(classes['corner'], classes['topStart'])}>
          {hasFacts &&
            lines([
              patientLine(facts, viewer),
              facts.patientId,
              facts.birthDate === '' ? '' : dicom.born(readableDate(facts.birthDate)),
            ])}
          {otherPatient(facts, patient, viewer).map((caution) => (
            <div key={caution} className={classes['other']} data-other-patient>
              {caution}
            </div>
          ))}
        </div>
      )}
      {isConfirmed && hasFacts && (
        <div className={classNames(classes['corner'], classes['topEnd'])}>
          {lines([facts.studyDescription, dateTime(facts), facts.institution])}
        </div>
      )}
      <div className={classNames(classes['corner'], classes['bottomStart'])}>
        {hasFacts && (
          <>
            <div className={classes['strong']}>{dicom.imageOf(screen.index + 1, count)}</div>
            {isConfirmed && <div className={classes['detail']}>{facts.seriesDescription}</div>}
            {isConfirmed && frameFacts.thickness !== undefined && (
              <div className={classes['detail']}>
                {dicom.thickness(String(frameFacts.thickness))}
              </div>
            )}
          </>
        )}
        {screen.drawn !== undefined && <Marks screen={screen} />}
        {isConfirmed &&
          [...cautionsOf(slice, viewer), ...companionCautions(screen.undrawn, viewer)].map(
            (caution) => (
              <div key={caution} data-caution>
                {caution}
              </div>
            ),
          )}
      </div>
      <div className={classNames(classes['corner'], classes['bottomEnd'])}>
        {screen.drawn !== undefined && <Bar slice={screen.drawn} column={screen.column} />}
        {hasFacts && (
          <>
            {screen.window !== undefined && (
              <div>
                {dicom.windowShort(
                  readable(screen.window.center, screen.window.width),
                  readable(screen.window.width, screen.window.width),
                )}
              </div>
            )}
            {screen.isByTable && <div>{dicom.byTable}</div>}
            {screen.column > 0 && (
              <div>
                {dicom.zoomShort(
                  Math.round(screen.column * 100),
                  Math.abs(screen.zoom - 1) < 0.005,
                )}
              </div>
            )}
          </>
        )}
      </div>
    </>
  );
}

/** What is drawn over the picture, or hidden, or should be and is not. */
function Marks({ screen }: { readonly screen: ScreenState }) {
  const { dicom } = useTexts().viewer;
  const { presented } = screen;
  const count =
    screen.overlays + screen.segments.length + screen.marks + (presented === undefined ? 0 : 1);
  return (
    <>
      {screen.isOverlaid &&
        screen.segments.map(({ label, colour }) => (
          <div key={`${label} ${colour}`} data-segment={colour}>
            <span className={classes['swatch']} style={{ background: colour }} />
            {label === '' ? dicom.unnamedSegment : label}
          </div>
        ))}
      {screen.isOverlaid && presented !== undefined && (
        <div data-presented>{dicom.presented(presented.label, presented.isPart)}</div>
      )}
      {screen.isOverlaid && screen.said.map((line, at) => <div key={at}>{line}</div>)}
      {!screen.isOverlaid && count > 0 && <div>{dicom.hidden(count)}</div>}
      {screen.segmentFailure !== undefined && <div>{dicom.notDrawn.segmentation(1)}</div>}
    </>
  );
}

/** Letters at the edges, and above them which side and which view it is. */
function Edges({ slice }: { readonly slice: Slice }) {
  const { dicom } = useTexts().viewer;
  const edges = edgesOf(slice);
  const view = viewLine(slice, dicom);
  return (
    <>
      {edges !== undefined &&
        EDGES.map((edge) => (
          <div
            key={edge}
            className={classNames(classes['edge'], classes[edge])}
            role="img"
            aria-label={dicom.edges[edge](edges[edge])}
            data-edge={edge}
          >
            {edges[edge]}
          </div>
        ))}
      {view !== '' && <div className={classNames(classes['edge'], classes['view'])}>{view}</div>}
    </>
  );
}

function Bar({ slice, column }: { readonly slice: Slice; readonly column: number }) {
  const { dicom } = useTexts().viewer;
  const bar = scaleBarOf(slice, column, BAR_ROOM);
  if (bar === undefined) {
    return null;
  }
  const length = readableLength(bar.millimetres);
  const words = {
    body: length,
    regions: length,
    none: length,
    detector: dicom.barAtDetector(length),
    film: dicom.barOnFilm(length),
    doubtful: dicom.barPerhapsAtDetector(length),
    estimated: dicom.barEstimated(length),
  }[bar.kind];
  return (
    <div className={classes['scale']}>
      {words}
      <div
        className={classes['bar']}
        data-scale={bar.millimetres}
        style={{ width: `${bar.screenPixels}px` }}
      />
    </div>
  );
}

/** As exactly as the width of a window needs it. */
function readable(value: number, width: number): string {
  const decimals = Math.max(0, Math.min(2 - Math.floor(Math.log10(width)), 12));
  return width >= 1_000_000 ? value.toPrecision(4) : String(Number(value.toFixed(decimals)));
}
