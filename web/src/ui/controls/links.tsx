import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Own<Props> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Props> &
  Props & { ref?: Ref<HTMLAnchorElement> };

function RawAnchor(props: Own<AnchorProps>) {
  return <Anchor {...props} />;
}

function RawButton(props: Own<ButtonProps>) {
  return <Button component="a" {...props} />;
}

/** A link to a page in running text. */
export const AnchorLink = createLink(RawAnchor);

/** A link to a page that looks like a button. */
export const ButtonLink = createLink(RawButton);
