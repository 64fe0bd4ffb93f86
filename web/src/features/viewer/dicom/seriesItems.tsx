import {
  IconBinaryTree,
  IconDatabase,
  IconFileText,
  IconHeartRateMonitor,
} from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { Texts } from '@/ui/texts/texts.ts';
import type { ShellItem } from '../shell/Shell.tsx';
import type { Study } from './loading/study.ts';
import type { Series } from './series/series.ts';

const Thumbnail = lazy(() => import('./screen/Thumbnail.tsx'));

/** How a series stands in the list. */
export function seriesItem(
  series: Series,
  all: readonly Series[],
  study: Study,
  texts: Texts['viewer'],
): ShellItem {
  const isMarked = series.kind === 'stack' && isMarkedIn(series, all);
  return {
    key: series.key,
    name: seriesName(series, texts),
    detail: [seriesDetail(series, texts), isMarked ? texts.dicom.previewLacksMarks : '']
      .filter((part) => part !== '')
      .join(' · '),
    picture: <SeriesPicture series={series} study={study} />,
    dark: series.kind === 'stack',
  };
}

/** Something else of the report may draw over its pictures, which small ones are without. */
function isMarkedIn({ facts }: Series, all: readonly Series[]): boolean {
  return all.some((other) => {
    if (other.kind !== 'object' || other.facts.studyUid !== facts.studyUid) {
      return false;
    }
    const { content } = other.object;
    return content.kind === 'report'
      ? content.marks.length > 0
      : content.kind === 'other' && content.companion?.series.includes(facts.seriesUid) === true;
  });
}

export function seriesName(series: Series, texts: Texts['viewer']): string {
  const { facts } = series;
  const named = facts.seriesDescription || facts.title;
  if (named !== '') {
    return named;
  }
  if (series.kind === 'object' && series.object.content.kind !== 'image') {
    return texts.dicom.kinds[series.object.content.kind];
  }
  return facts.studyDescription || texts.dicom.unnamedSeries;
}

function seriesDetail(series: Series, texts: Texts['viewer']): string {
  const { modality, seriesNumber } = series.facts;
  const about = [seriesNumber === undefined ? '' : `#${seriesNumber}`, modality];
  if (series.kind === 'stack') {
    const film = series.slices.length > 1 && series.slices[0]?.file === series.slices[1]?.file;
    about.push(
      film ? texts.dicom.frames(series.slices.length) : texts.dicom.images(series.slices.length),
    );
  }
  return about.filter((part) => part !== '').join(' · ');
}

function SeriesPicture({ series, study }: { readonly series: Series; readonly study: Study }) {
  if (series.kind === 'stack') {
    // The middle shows most of a volume, and the beginning of a film is fetched first.
    const slice =
      series.slices[series.framesPerSecond === undefined ? series.slices.length >> 1 : 0];
    return (
      <Suspense fallback={null}>
        {slice !== undefined && <Thumbnail slice={slice} study={study} />}
      </Suspense>
    );
  }
  switch (series.object.content.kind) {
    case 'report':
      return <IconBinaryTree size={30} stroke={1.4} />;
    case 'waveform':
      return <IconHeartRateMonitor size={30} stroke={1.4} />;
    case 'embedded':
      return <IconFileText size={30} stroke={1.4} />;
    case 'image':
    case 'other':
      return <IconDatabase size={30} stroke={1.4} />;
  }
}
