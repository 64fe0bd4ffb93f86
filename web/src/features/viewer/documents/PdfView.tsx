import { Button, Code, Group, Modal, NumberInput, Stack, Text } from '@mantine/core';
import {
  IconArrowAutofitWidth,
  IconChevronLeft,
  IconChevronRight,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTexts } from '@/ui/texts/texts.ts';
import { UnreadableError } from '../shell/failures.ts';
import { Failed, Loading, Notice } from '../shell/States.tsx';
import { ToolButton, ToolFrame, ToolGap } from '../shell/Toolbar.tsx';
import { useFetched, type Source } from '../shell/useBytes.ts';
import { needsPassword, openPdf, type Pdf } from './pdf.ts';
import type { PageLink } from './pdfLinks.ts';
import { PdfPage } from './PdfPage.tsx';
import classes from './PdfView.module.css';

const MOST_BYTES = 512 * 1024 * 1024;

/** A PDF, page by page. Its scripts, launch actions and attachments do nothing here. */
export default function PdfView({
  source,
  download,
}: {
  readonly source: Source;
  readonly download: ReactNode;
}) {
  const { viewer } = useTexts();
  const open = useCallback(
    async (onProgress: (fraction: number) => void, signal: AbortSignal) => {
      if (source.size > MOST_BYTES) {
        throw new UnreadableError(undefined, true);
      }
      const bytes = await source.whole(onProgress, signal);
      try {
        return await openPdf(bytes, signal);
      } catch (error) {
        throw needsPassword(error) ? error : new UnreadableError(error);
      }
    },
    [source],
  );
  const [pdf, retry] = useFetched<Pdf>(open);
  switch (pdf.state) {
    case 'loading':
      return (
        <Loading
          name={source.name}
          {...(pdf.fraction === undefined ? {} : { fraction: pdf.fraction })}
        />
      );
    case 'failed':
      return needsPassword(pdf.error) ? (
        <Notice title={viewer.failures.unreadableTitle} advice={viewer.pdf.password}>
          {download}
        </Notice>
      ) : (
        <Failed error={pdf.error} onRetry={retry}>
          {download}
        </Failed>
      );
    case 'here':
      return <Pages pdf={pdf.value} download={download} />;
  }
}

function Pages({ pdf, download }: { readonly pdf: Pdf; readonly download: ReactNode }) {
  const { viewer, common } = useTexts();
  const [number, setNumber] = useState(1);
  /** Undefined: as wide as the window. */
  const [zoom, setZoom] = useState<number>();
  const [pageWidth, setPageWidth] = useState(595);
  const [room, setRoom] = useState<number>();
  const [leaving, setLeaving] = useState<string>();
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = scroll.current;
    if (element === null) {
      return undefined;
    }
    const observer = new ResizeObserver(() => {
      setRoom(element.clientWidth - 24);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);
  const fitted = Math.max(0.2, Math.min((room ?? pageWidth) / pageWidth, 1.5));
  const scale = zoom ?? fitted;
  const go = useCallback(
    (to: number) => {
      setNumber(Math.max(1, Math.min(to, pdf.numPages)));
      scroll.current?.scrollTo({ top: 0 });
    },
    [pdf],
  );
  const zoomBy = (factor: number) => {
    setZoom(Math.max(0.2, Math.min(scale * factor, 6)));
  };
  const onLink = (link: PageLink) => {
    if (link.target.kind === 'site') {
      setLeaving(link.target.address);
    } else {
      void pageOf(pdf, link.target.destination).then((page) => {
        if (page !== undefined) {
          go(page);
        }
      });
    }
  };
  return (
    <ToolFrame
      label={viewer.pdf.tools}
      tools={
        <>
          <ToolButton
            label={viewer.pdf.previous}
            icon={<IconChevronLeft size={18} />}
            disabled={number <= 1}
            onClick={() => {
              go(number - 1);
            }}
          />
          <NumberInput
            aria-label={viewer.pdf.page}
            value={number}
            min={1}
            max={pdf.numPages}
            hideControls
            w="3.5rem"
            onChange={(value) => {
              if (typeof value === 'number') {
                go(value);
              }
            }}
          />
          <Text size="sm">{viewer.pdf.ofPages(pdf.numPages)}</Text>
          <ToolButton
            label={viewer.pdf.next}
            icon={<IconChevronRight size={18} />}
            disabled={number >= pdf.numPages}
            onClick={() => {
              go(number + 1);
            }}
          />
          <ToolButton
            label={viewer.pdf.zoomOut}
            icon={<IconZoomOut size={18} />}
            onClick={() => {
              zoomBy(0.8);
            }}
          />
          <Text size="sm" w="3.25rem" ta="center">
            {viewer.percent(Math.round(scale * 100))}
          </Text>
          <ToolButton
            label={viewer.pdf.zoomIn}
            icon={<IconZoomIn size={18} />}
            onClick={() => {
              zoomBy(1.25);
            }}
          />
          <ToolButton
            label={viewer.pdf.fitWidth}
            icon={<IconArrowAutofitWidth size={18} />}
            pressed={zoom === undefined}
            onClick={() => {
              setZoom(undefined);
            }}
          />
          <ToolGap />
          {download}
        </>
      }
    >
      <div
        ref={scroll}
        className={classes['scroll']}
        tabIndex={0}
        role="region"
        aria-label={viewer.pdf.pageOf(number, pdf.numPages)}
        onKeyDown={(event) => {
          if (event.key === 'PageDown' || event.key === 'ArrowRight') {
            event.preventDefault();
            go(number + 1);
          } else if (event.key === 'PageUp' || event.key === 'ArrowLeft') {
            event.preventDefault();
            go(number - 1);
          }
        }}
      >
        {room !== undefined && (
          <PdfPage
            key={number}
            pdf={pdf}
            number={number}
            scale={scale}
            onLink={onLink}
            onSize={setPageWidth}
          />
        )}
      </div>
      <Modal
        opened={leaving !== undefined}
        onClose={() => {
          setLeaving(undefined);
        }}
        title={viewer.pdf.linkTitle}
      >
        <Stack>
          <Text size="sm">{viewer.pdf.link}</Text>
          <Code block>{leaving}</Code>
          <Group justify="flex-end">
            <Button
              variant="default"
              onClick={() => {
                setLeaving(undefined);
              }}
            >
              {common.cancel}
            </Button>
            <Button
              onClick={() => {
                window.open(leaving, '_blank', 'noopener,noreferrer');
                setLeaving(undefined);
              }}
            >
              {viewer.pdf.follow}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </ToolFrame>
  );
}

async function pageOf(
  pdf: Pdf,
  destination: string | readonly unknown[],
): Promise<number | undefined> {
  try {
    const place: unknown =
      typeof destination === 'string' ? await pdf.getDestination(destination) : destination;
    const page: unknown = Array.isArray(place) ? place[0] : undefined;
    if (typeof page === 'number') {
      return page + 1;
    }
    return typeof page === 'object' && page !== null
      ? (await pdf.getPageIndex(page as Parameters<Pdf['getPageIndex']>[0])) + 1
      : undefined;
  } catch {
    return undefined;
  }
}
