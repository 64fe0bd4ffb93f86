import './doorwayStyles.ts';
import 'virtual:theme.css';
import './look.css';
import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { LanguageProvider } from './LanguageProvider.tsx';
import { theme } from './theme.ts';

/** Theme, colour scheme and language. */
export function Look({ children }: { readonly children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <LanguageProvider>{children}</LanguageProvider>
    </MantineProvider>
  );
}
