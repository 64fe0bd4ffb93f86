import { createTheme } from '@mantine/core';

/**
 * The portal's look. Its variables become a stylesheet when the portal is built, so a colour, size or
 * radius is changed here and nowhere else.
 *
 * Style elements made at run time are refused by the content security policy. So: no responsive style
 * props (`w={{base: …}}`), and scroll locking, which writes such an element, is off.
 */
export const theme = createTheme({
  primaryColor: 'cyan',
  primaryShade: { light: 9, dark: 9 },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  cursorType: 'pointer',
  components: {
    Modal: { defaultProps: { lockScroll: false } },
    Drawer: { defaultProps: { lockScroll: false } },
  },
});
