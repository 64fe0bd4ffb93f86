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
  // Mantine's greys with a breath of the portal's blue; look.css has the grounds.
  colors: {
    dark: [
      '#d5dde3',
      '#b3bfc8',
      '#93a1ad',
      '#66737f',
      '#3a4852',
      '#2c3840',
      '#1f2a32',
      '#182027',
      '#10161b',
      '#0b1014',
    ],
  },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  cursorType: 'pointer',
  components: {
    // Its colour on its own ground is too faint for words.
    Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
    Anchor: { defaultProps: { underline: 'always' } },
    Avatar: {
      defaultProps: { allowedInitialsColors: ['cyan', 'blue', 'violet', 'grape', 'pink'] },
    },
    // Its header is one in name only: no banner among the landmarks.
    Modal: {
      defaultProps: { lockScroll: false, attributes: { header: { role: 'presentation' } } },
    },
    Drawer: { defaultProps: { lockScroll: false } },
  },
});
