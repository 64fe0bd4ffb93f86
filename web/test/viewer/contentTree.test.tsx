// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import ContentTree from '../../src/features/viewer/dicom/reports/ContentTree.tsx';
import { openObject } from '../../src/features/viewer/dicom/parsing/readObject.ts';
import { Look } from '../../src/ui/Look.tsx';
import { en } from '../../src/ui/texts/en/index.ts';
import { TextsContext } from '../../src/ui/texts/texts.ts';
import { dicomFile } from '../fakes/dicomWriter.ts';

afterEach(cleanup);

it.each([true, false])('A report says whether it is shown in part: %s', async (isCut) => {
  const { content, facts } = (await openObject(dicomFile({ '0040a040': ['CS', 'CONTAINER'] })))
    .object;
  if (content.kind !== 'report') {
    throw new Error('it is a report');
  }
  render(
    <Look>
      <TextsContext value={en}>
        <ContentTree content={{ ...content, isCut }} facts={facts} download={<b>Download</b>} />
      </TextsContext>
    </Look>,
  );
  expect(screen.queryByText(en.viewer.report.part) !== null).toBe(isCut);
  expect(screen.queryByText('Download') !== null).toBe(isCut);
});
