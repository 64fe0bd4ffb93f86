import { useTexts } from '@/ui/texts/texts.ts';
import { dateTime, patientLine } from '../factRows.ts';
import { readableDate } from '../parsing/structuredReport.ts';
import type { Slice } from '../series/series.ts';
import { cautionsOf } from './cautions.ts';
import { classNames } from '../../shell/classNames.ts';
import classes from './StackView.module.css';
import type { ScreenState } from './stackScreen.ts';

/** Who and what is seen, in the corners of the picture. */
export function Overlay({
  slice,
  count,
  screen,
  isConfirmed,
}: {
  readonly slice: Slice;
  readonly count: number;
  readonly screen: ScreenState;
  /** The file itself says what is said of the picture; before, only its place is told. */
  readonly isConfirmed: boolean;
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
      {isConfirmed && (
        <>
          <div className={classNames(classes['corner'], classes['topStart'])}>
            {lines([
              patientLine(facts, viewer),
              facts.patientId,
              facts.birthDate === '' ? '' : dicom.born(readableDate(facts.birthDate)),
            ])}
          </div>
          <div className={classNames(classes['corner'], classes['topEnd'])}>
            {lines([facts.studyDescription, dateTime(facts), facts.institution])}
          </div>
        </>
      )}
      <div className={classNames(classes['corner'], classes['bottomStart'])}>
        <div className={classes['strong']}>{dicom.imageOf(screen.index + 1, count)}</div>
        {isConfirmed && <div className={classes['detail']}>{facts.seriesDescription}</div>}
        {isConfirmed && frameFacts.thickness !== undefined && (
          <div className={classes['detail']}>{dicom.thickness(String(frameFacts.thickness))}</div>
        )}
        {isConfirmed && !screen.isOverlaid && screen.overlays > 0 && (
          <div className={classes['detail']}>{dicom.hidden(screen.overlays)}</div>
        )}
        {isConfirmed &&
          cautionsOf(slice, viewer).map((caution) => (
            <div key={caution} className={classes['detail']}>
              {caution}
            </div>
          ))}
      </div>
      <div className={classNames(classes['corner'], classes['bottomEnd'])}>
        {screen.window !== undefined && (
          <div>
            {dicom.windowShort(
              readable(screen.window.center, screen.window.width),
              readable(screen.window.width, screen.window.width),
            )}
          </div>
        )}
        {screen.isByTable && <div>{dicom.byTable}</div>}
        <div>{dicom.zoomShort(Math.round(screen.zoom * 100))}</div>
      </div>
    </>
  );
}

/** As exactly as the width of a window needs it. */
function readable(value: number, width: number): string {
  const decimals = Math.max(0, Math.min(2 - Math.floor(Math.log10(width)), 12));
  return width >= 1_000_000 ? value.toPrecision(4) : String(Number(value.toFixed(decimals)));
}
