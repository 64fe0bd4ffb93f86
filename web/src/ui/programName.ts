import type { Texts } from './texts/texts.ts';

/** The first that fits: many call themselves by the names of others, too. */
const BROWSERS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|OPT|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bAppleWebKit\/.*\bVersion\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [sign: RegExp, name: string])[] = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\b(Mac OS X|Macintosh|macOS)\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What a program calls itself, in words; whatever else it says of itself is not shown. */
export function programName(texts: Texts, agent: string): string {
  const { account } = texts;
  const browser = BROWSERS.find(([sign]) => sign.test(agent))?.[1];
  const name = browser ?? (agent.startsWith('medseal-') ? account.commandLine : undefined);
  if (name === undefined) {
    return account.otherProgram;
  }
  const system = SYSTEMS.find(([sign]) => sign.test(agent))?.[1];
  return system === undefined ? name : account.programOn(name, system);
}
