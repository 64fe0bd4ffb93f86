import { IconHeadphones } from '@tabler/icons-react';
import { Text } from '@mantine/core';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import type { PortalError, ReportFile, ReportReader } from '@/lib/portal.ts';
import { useTexts } from '@/ui/texts/texts.ts';
import { useBlobAddress } from '../documents/useBlobAddress.ts';
import { usePoster } from './usePoster.ts';
import type { Kind } from '../kinds/sniff.ts';
import { UnreadableError } from '../shell/failures.ts';
import { Failed, Loading, Notice } from '../shell/States.tsx';
import { useFetched, type Source } from '../shell/useBytes.ts';
import classes from './MediaView.module.css';

/** Without a media address the whole recording is held in memory; no more than this. */
const MOST_BYTES = 1024 * 1024 * 1024;

type MediaKind = Extract<Kind, { mediaType: string }>;

/** A recording with its controls. Seeking fetches only what is needed, where the browser can. */
export default function MediaView({
  reader,
  source,
  file,
  kind,
  download,
}: {
  readonly reader: ReportReader;
  readonly source: Source;
  readonly file: ReportFile;
  readonly kind: Kind;
  readonly download: ReactNode;
}) {
  // A film inside another file is smaller than that, and has no address of its own.
  const inside = source.size !== file.size;
  const find = useCallback(
    () => (inside ? Promise.resolve(undefined) : reader.mediaAddress(file.index)),
    [inside, reader, file],
  );
  const [address, retry] = useFetched(find);
  const [failure, setFailure] = useState<PortalError>();
  const poster = usePoster(reader, file);
  useEffect(
    () =>
      reader.onMediaFailure((failed, problem) => {
        if (failed === file.index) {
          setFailure(problem);
        }
      }),
    [reader, file],
  );
  if (!('mediaType' in kind)) {
    return null;
  }
  if (failure !== undefined) {
    return (
      <Failed
        error={failure}
        onRetry={() => {
          setFailure(undefined);
          retry();
        }}
      />
    );
  }
  switch (address.state) {
    case 'loading':
      return <Loading name={source.name} />;
    case 'failed':
      return <Failed error={address.error} onRetry={retry} />;
    case 'here':
      return address.value === undefined ? (
        <WholeMedia source={source} kind={kind} poster={poster} download={download} />
      ) : (
        <Player
          name={source.name}
          address={address.value}
          kind={kind}
          poster={poster}
          download={download}
        />
      );
  }
}

function WholeMedia({
  source,
  kind,
  poster,
  download,
}: {
  readonly source: Source;
  readonly kind: MediaKind;
  readonly poster: string | undefined;
  readonly download: ReactNode;
}) {
  const fetch = useCallback(
    (onProgress: (fraction: number) => void, signal: AbortSignal) =>
      source.size > MOST_BYTES
        ? Promise.reject(new UnreadableError(undefined, true))
        : source.whole(onProgress, signal),
    [source],
  );
  const [bytes, retry] = useFetched(fetch);
  switch (bytes.state) {
    case 'loading':
      return (
        <Loading
          name={source.name}
          {...(bytes.fraction === undefined ? {} : { fraction: bytes.fraction })}
        />
      );
    case 'failed':
      return (
        <Failed error={bytes.error} onRetry={retry}>
          {download}
        </Failed>
      );
    case 'here':
      return (
        <BlobPlayer
          name={source.name}
          bytes={bytes.value}
          kind={kind}
          poster={poster}
          download={download}
        />
      );
  }
}

function BlobPlayer({
  bytes,
  ...others
}: {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly kind: MediaKind;
  readonly poster: string | undefined;
  readonly download: ReactNode;
}) {
  const address = useBlobAddress(bytes, others.kind.mediaType);
  return address === undefined ? (
    <Loading name={others.name} />
  ) : (
    <Player address={address} {...others} />
  );
}

function Player({
  name,
  address,
  kind,
  poster,
  download,
}: {
  readonly name: string;
  readonly address: string;
  readonly kind: MediaKind;
  readonly poster: string | undefined;
  readonly download: ReactNode;
}) {
  const { viewer } = useTexts();
  const [unplayable, setUnplayable] = useState(false);
  const onError = () => {
    setUnplayable(true);
  };
  // A player that is only taken out of the page goes on asking for bytes that nobody gives any more.
  const play = useCallback(
    (player: HTMLMediaElement | null) => {
      if (player === null) {
        return undefined;
      }
      player.src = address;
      return () => {
        player.removeAttribute('src');
        player.load();
      };
    },
    [address],
  );
  if (unplayable) {
    return (
      <Notice title={viewer.media.unplayable} advice={viewer.cannotShowAdvice}>
        {download}
      </Notice>
    );
  }
  return kind.kind === 'video' ? (
    <div className={classes['stage']}>
      <video
        className={classes['video']}
        ref={play}
        {...(poster === undefined ? {} : { poster })}
        controls
        playsInline
        preload="metadata"
        aria-label={`${viewer.media.video}: ${name}`}
        onError={onError}
      />
    </div>
  ) : (
    <div className={classes['plain']}>
      <div className={classes['sound']}>
        <IconHeadphones size={56} stroke={1.2} aria-hidden />
        <Text ta="center">{name.split('/').at(-1)}</Text>
        <audio
          ref={play}
          controls
          preload="metadata"
          aria-label={`${viewer.media.audio}: ${name}`}
          onError={onError}
        />
        {download}
      </div>
    </div>
  );
}
