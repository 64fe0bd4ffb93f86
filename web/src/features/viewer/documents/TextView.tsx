import { Alert, Button, Switch, Text } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useCallback, useState, type ReactNode } from 'react';
import { useTexts } from '@/ui/texts/texts.ts';
import { textEncoding } from '../kinds/sniff.ts';
import { sizeText } from '../shell/sizes.ts';
import { Failed, Loading } from '../shell/States.tsx';
import { ToolFrame, ToolGap } from '../shell/Toolbar.tsx';
import { useFetched, type Source } from '../shell/useBytes.ts';
import { classNames } from '../shell/classNames.ts';
import classes from './TextView.module.css';

/** So much is read at a time, and in all. */
const PIECE_BYTES = 256 * 1024;
const MOST_BYTES = 4 * 1024 * 1024;

/** A text, or the code of something that is never run here. */
export default function TextView({
  source,
  markup,
  download,
}: {
  readonly source: Source;
  readonly markup: boolean;
  readonly download: ReactNode;
}) {
  const { viewer } = useTexts();
  const [wrap, setWrap] = useState(true);
  const [length, setLength] = useState(PIECE_BYTES);
  const [shown, setShown] = useState<string>();
  const fetch = useCallback(async () => {
    const bytes = await source.read(0, length);
    const text = new TextDecoder(textEncoding(bytes) ?? 'windows-1252').decode(bytes);
    setShown(text);
    return text;
  }, [source, length]);
  const [text, retry] = useFetched(fetch);
  if (text.state === 'failed') {
    return <Failed error={text.error} onRetry={retry} />;
  }
  if (shown === undefined) {
    return <Loading name={source.name} />;
  }
  const read = Math.min(length, source.size);
  return (
    <ToolFrame
      label={source.name}
      tools={
        <>
          <Switch
            label={viewer.text.wrap}
            checked={wrap}
            onChange={(event) => {
              setWrap(event.currentTarget.checked);
            }}
          />
          <ToolGap />
          {download}
        </>
      }
    >
      <div className={classes['scroll']}>
        {markup && (
          <Alert m="md" mb={0} color="gray" icon={<IconShieldCheck aria-hidden />}>
            {viewer.text.markup}
          </Alert>
        )}
        <pre
          className={wrap ? classNames(classes['text'], classes['wrap']) : classes['text']}
          tabIndex={0}
          role="region"
          aria-label={source.name}
        >
          {shown}
        </pre>
        {read < source.size && (
          <div className={classes['more']}>
            <Text size="sm" c="dimmed">
              {viewer.text.part(sizeText(read, viewer), sizeText(source.size, viewer))}
              {read >= MOST_BYTES && ` – ${viewer.text.atBound}`}
            </Text>
            {read < MOST_BYTES && (
              <Button
                variant="default"
                loading={text.state === 'loading'}
                onClick={() => {
                  setLength((before) => Math.min(before * 4, MOST_BYTES));
                }}
              >
                {viewer.text.more}
              </Button>
            )}
          </div>
        )}
      </div>
    </ToolFrame>
  );
}
