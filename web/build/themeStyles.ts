import {
  convertCssVariables,
  defaultCssVariablesResolver,
  mergeMantineTheme,
  DEFAULT_THEME,
} from '@mantine/core';
import type { Plugin } from 'vite';
import { theme } from '../src/ui/theme.ts';

const VIRTUAL = 'virtual:theme.css';

/**
 * The theme's CSS variables as a stylesheet. Mantine would otherwise write them into a style element
 * at run time, which the content security policy forbids.
 */
export function themeStyles(): Plugin {
  return {
    name: 'medseal-theme-styles',
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
    load: (id) =>
      id === `\0${VIRTUAL}`
        ? convertCssVariables(
            defaultCssVariablesResolver(mergeMantineTheme(DEFAULT_THEME, theme)),
            ':root',
          )
        : undefined,
  };
}
