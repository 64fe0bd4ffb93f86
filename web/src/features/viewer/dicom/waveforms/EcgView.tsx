import { SegmentedControl, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTexts } from '@/ui/texts/texts.ts';
import { IntendedUse } from '../../shell/IntendedUse.tsx';
import { ToolButton, ToolFrame, ToolGap } from '../../shell/Toolbar.tsx';
import { dateTime, patientLine } from '../factRows.ts';
import type { Facts } from '../parsing/objects.ts';
import type { WaveformGroup } from '../parsing/waveform.ts';
import classes from './EcgView.module.css';
import {
  curve,
  extent,
  MARGIN_MM,
  rowsOf,
  sortedChannels,
  unitScale,
  type Paper,
} from './paper.ts';

/** So much of a recording is on one sheet. */
const SHEET_SECONDS = 10;
/** CSS pixels a millimetre; a little more than on paper, for reading on a screen. */
const SCREEN_SCALE = 4;

/** Waveforms on millimetre paper, lead by lead. */
export default function EcgView({
  groups,
  facts,
}: {
  readonly groups: readonly WaveformGroup[];
  readonly facts: Facts;
}) {
  const { viewer } = useTexts();
  const [paper, setPaper] = useState<Paper>({ speed: 25, gain: 10 });
  const [chosen, setChosen] = useState(0);
  const [from, setFrom] = useState(0);
  const group = groups[chosen];
  const seconds =
    group === undefined ? 0 : (group.channels[0]?.samples.length ?? 0) / group.frequency;
  if (group === undefined) {
    return null;
  }
  const to = Math.min(seconds, from + SHEET_SECONDS);
  return (
    <ToolFrame
      label={viewer.ecg.tools}
      tools={
        <>
          <SegmentedControl
            size="xs"
            aria-label={viewer.ecg.speed}
            value={String(paper.speed)}
            data={['25', '50'].map((value) => ({
              value,
              label: viewer.ecg.speedOf(Number(value)),
            }))}
            onChange={(value) => {
              setPaper((before) => ({ ...before, speed: value === '50' ? 50 : 25 }));
            }}
          />
          <SegmentedControl
            size="xs"
            aria-label={viewer.ecg.gain}
            value={String(paper.gain)}
            data={['5', '10', '20'].map((value) => ({
              value,
              label: viewer.ecg.gainOf(Number(value)),
            }))}
            onChange={(value) => {
              setPaper((before) => ({
                ...before,
                gain: value === '5' ? 5 : value === '20' ? 20 : 10,
              }));
            }}
          />
          {groups.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label={viewer.ecg.part}
              value={String(chosen)}
              data={groups.map((each, index) => ({
                value: String(index),
                label: each.label || viewer.ecg.leads(each.channels.length),
              }))}
              onChange={(value) => {
                setChosen(Number(value));
                setFrom(0);
              }}
            />
          )}
          {seconds > SHEET_SECONDS && (
            <>
              <ToolButton
                label={viewer.ecg.earlier}
                icon={<IconChevronLeft size={18} />}
                disabled={from <= 0}
                onClick={() => {
                  setFrom(Math.max(0, from - SHEET_SECONDS));
                }}
              />
              <Text size="sm">{viewer.ecg.seconds(from.toFixed(0), to.toFixed(1))}</Text>
              <ToolButton
                label={viewer.ecg.later}
                icon={<IconChevronRight size={18} />}
                disabled={to >= seconds}
                onClick={() => {
                  setFrom(from + SHEET_SECONDS);
                }}
              />
            </>
          )}
          <ToolGap />
          <span className={classes['facts']}>
            {[patientLine(facts, viewer), dateTime(facts)]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        </>
      }
    >
      <Sheet group={group} paper={paper} from={from} to={to} />
      <IntendedUse />
    </ToolFrame>
  );
}

function Sheet({
  group,
  paper,
  from,
  to,
}: {
  readonly group: WaveformGroup;
  readonly paper: Paper;
  readonly from: number;
  readonly to: number;
}) {
  const { viewer } = useTexts();
  const rows = useMemo(() => rowsOf(sortedChannels(group), paper.gain), [group, paper.gain]);
  const last = rows.at(-1);
  const height = 5 * Math.ceil(((last === undefined ? 0 : last.top + last.height) + 8) / 5);
  const width = 5 * Math.ceil((MARGIN_MM + Math.max(1, to - from) * paper.speed + 4) / 5);
  return (
    <div
      className={classes['scroll']}
      tabIndex={0}
      role="region"
      aria-label={viewer.dicom.kinds.waveform}
    >
      <svg
        className={classes['paper']}
        viewBox={`0 0 ${width} ${height}`}
        width={width * SCREEN_SCALE}
        height={height * SCREEN_SCALE}
        role="img"
        aria-label={viewer.ecg.drawing(rows.map(({ channel }) => channel.name).join(', '))}
      >
        <path className={classes['fine']} d={grid(width, height, 1)} />
        <path className={classes['coarse']} d={grid(width, height, 5)} />
        {rows.map(({ channel, baseline }, index) => {
          const { low, high } = extent(channel.samples);
          const scale = unitScale(channel, low, high, paper.gain);
          return (
            <g key={index}>
              <text className={classes['name']} x={1.5} y={baseline - 11}>
                {channel.name}
              </text>
              {channel.unit === 'mV' && (
                <path
                  className={classes['curve']}
                  d={`M3 ${baseline}h2v${-paper.gain}h5v${paper.gain}h2`}
                />
              )}
              <path
                className={classes['curve']}
                d={curve(channel.samples, group.frequency, from, to, paper.speed, scale, baseline)}
              />
            </g>
          );
        })}
        <text className={classes['foot']} x={1.5} y={height - 2.5}>
          {[
            viewer.ecg.speedOf(paper.speed),
            viewer.ecg.gainOf(paper.gain),
            viewer.ecg.frequency(group.frequency),
            viewer.ecg.screen,
          ].join('   ')}
        </text>
      </svg>
    </div>
  );
}

function grid(width: number, height: number, step: number): string {
  const lines: string[] = [];
  for (let x = 0; x <= width; x += step) {
    lines.push(`M${x} 0V${height}`);
  }
  for (let y = 0; y <= height; y += step) {
    lines.push(`M0 ${y}H${width}`);
  }
  return lines.join('');
}
