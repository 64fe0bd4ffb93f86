import { Alert, Badge, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '@/ui/texts/texts.ts';
import { factRows } from '../factRows.ts';
import type { Content, Facts } from '../parsing/objects.ts';
import type { ContentItem } from '../parsing/structuredReport.ts';
import { classNames } from '../../shell/classNames.ts';
import classes from './ContentTree.module.css';

/** Beyond so many characters a value gets the width of the sheet. */
const LONG = 60;

/** A structured report as a letter: sections, findings, measurements. */
export default function ContentTree({
  content,
  facts,
  download,
}: {
  readonly content: Extract<Content, { kind: 'report' }>;
  readonly facts: Facts;
  /** Offered where only part of it is shown. */
  readonly download: ReactNode;
}) {
  const { viewer } = useTexts();
  return (
    <div
      className={classes['scroll']}
      tabIndex={0}
      role="region"
      aria-label={viewer.dicom.kinds.report}
    >
      <article className={classes['sheet']}>
        <Group justify="space-between" gap="xs">
          <Title order={3}>{content.root.concept || facts.title || viewer.report.untitled}</Title>
          <Badge color={content.verified ? 'teal' : 'gray'} variant="light">
            {content.verified ? viewer.report.verified : viewer.report.unverified}
          </Badge>
        </Group>
        {content.isCut && (
          <Alert my="md" color="yellow" title={viewer.report.part}>
            {viewer.report.partAdvice}
            <Group mt="xs">{download}</Group>
          </Alert>
        )}
        <dl className={classes['facts']}>
          {factRows(facts, viewer).map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {content.root.children.map((item, index) => (
          <Item key={index} item={item} level={0} />
        ))}
      </article>
    </div>
  );
}

function Item({ item, level }: { readonly item: ContentItem; readonly level: number }) {
  const value = useValue(item);
  const children = item.children.map((child, index) => (
    <Item key={index} item={child} level={level + 1} />
  ));
  if (item.type === 'CONTAINER') {
    return (
      <section className={classes['section']}>
        {item.concept !== '' && (
          <Title order={level === 0 ? 4 : 5} size={level === 0 ? 'h5' : 'h6'} mb={4}>
            {item.concept}
          </Title>
        )}
        <div className={level === 0 ? undefined : classes['inner']}>{children}</div>
      </section>
    );
  }
  const shape = classNames(
    classes['pair'],
    value.length > LONG && classes['long'],
    item.type === 'NUM' && classes['number'],
  );
  return (
    <>
      <dl className={shape}>
        <dt>{item.concept}</dt>
        <dd>{value}</dd>
      </dl>
      {children.length > 0 && <div className={classes['inner']}>{children}</div>}
    </>
  );
}

function useValue(item: ContentItem): string {
  const { report } = useTexts().viewer;
  if (item.value !== '') {
    return item.value;
  }
  switch (item.type) {
    case 'IMAGE':
      return report.picture;
    case 'WAVEFORM':
      return report.waveform;
    case 'COMPOSITE':
      return report.composite;
    default:
      return report.empty;
  }
}
