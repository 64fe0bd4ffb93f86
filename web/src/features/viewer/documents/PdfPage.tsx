import { Text } from '@mantine/core';
import { TextLayer } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '@/ui/texts/texts.ts';
import { MOST_PIXELS, type Pdf } from './pdf.ts';
import { linksOf, type PageLink } from './pdfLinks.ts';
import classes from './PdfView.module.css';

/** One page: its picture, its text for selecting and reading out, and its links. */
export function PdfPage({
  pdf,
  number,
  scale,
  onLink,
  onSize,
}: {
  readonly pdf: Pdf;
  readonly number: number;
  readonly scale: number;
  readonly onLink: (link: PageLink) => void;
  /** The page's width in points. */
  readonly onSize: (width: number) => void;
}) {
  const { viewer } = useTexts();
  const canvas = useRef<HTMLCanvasElement>(null);
  const text = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ readonly width: number; readonly height: number }>();
  const [links, setLinks] = useState<readonly PageLink[]>([]);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let gone = false;
    const cancel: (() => void)[] = [];
    const draw = async () => {
      const page = await pdf.getPage(number);
      const viewport = page.getViewport({ scale });
      const [picture, words] = [canvas.current, text.current];
      if (gone || picture === null || words === null) {
        return;
      }
      onSize(viewport.width / scale);
      setSize({ width: viewport.width, height: viewport.height });
      const wanted = window.devicePixelRatio || 1;
      const most = Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height));
      const density = Math.min(wanted, most);
      // Drawn aside and put in place when ready, so that nothing flickers.
      const drawn = document.createElement('canvas');
      drawn.width = Math.max(1, Math.floor(viewport.width * density));
      drawn.height = Math.max(1, Math.floor(viewport.height * density));
      const render = page.render({
        canvas: drawn,
        viewport,
        transform: [density, 0, 0, density, 0, 0],
      });
      cancel.push(() => {
        render.cancel();
      });
      await render.promise;
      if (isGone()) {
        return;
      }
      picture.width = drawn.width;
      picture.height = drawn.height;
      picture.getContext('2d')?.drawImage(drawn, 0, 0);
      setFailed(false);
      words.replaceChildren();
      words.style.setProperty('--total-scale-factor', String(scale));
      const layer = new TextLayer({
        textContentSource: await page.getTextContent(),
        container: words,
        viewport,
      });
      cancel.push(() => {
        layer.cancel();
      });
      await layer.render();
      const annotations = (await page.getAnnotations({ intent: 'display' })) as unknown[];
      if (!isGone()) {
        setLinks(
          linksOf(
            annotations,
            (x, y) => viewport.convertToViewportPoint(x, y) as number[],
            viewport,
          ),
        );
      }
    };
    const isGone = () => gone;
    draw().catch(() => {
      if (!isGone()) {
        setFailed(true);
      }
    });
    return () => {
      gone = true;
      for (const each of cancel) {
        each();
      }
    };
  }, [pdf, number, scale, onSize]);
  return (
    <div
      className={classes['page']}
      style={size === undefined ? undefined : { width: size.width, height: size.height }}
      data-page={number}
    >
      <canvas ref={canvas} aria-hidden />
      <div ref={text} className={classes['text']} />
      {failed && (
        <Text role="alert" c="red.8" p="md">
          {viewer.pdf.pageFailed}
        </Text>
      )}
      {links.map((link, index) => (
        <button
          key={index}
          type="button"
          className={classes['link']}
          aria-label={
            link.target.kind === 'site'
              ? `${viewer.pdf.linkTitle} ${link.target.address}`
              : viewer.pdf.page
          }
          style={{
            left: `${link.left * 100}%`,
            top: `${link.top * 100}%`,
            width: `${link.width * 100}%`,
            height: `${link.height * 100}%`,
          }}
          onClick={() => {
            onLink(link);
          }}
        />
      ))}
    </div>
  );
}
