import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { headers } from '../../build/deliveryRules.ts';
import { throughCssom } from '../../build/libraryStyles.ts';

describe('the words at a measurement', () => {
  it('are styled without a style attribute, which the policy would refuse', () => {
    const entry = createRequire(import.meta.url).resolve('@cornerstonejs/tools');
    const root = entry.slice(0, entry.indexOf(join('tools', 'dist')));
    const file = join(root, 'tools', 'dist', 'esm', 'drawingSvg', 'drawTextBox.js');
    const made = throughCssom(readFileSync(file, 'utf8'));
    expect(dirname(file)).toContain('drawingSvg');
    expect(made).not.toContain("setAttribute('style'");
    expect(made).toContain('textElement.style.cssText = combinedStyle');
  });

  it('stop the build where the library writes them otherwise', () => {
    expect(() => throughCssom('export default 1;')).toThrow(/take this plugin out/u);
  });
});

describe('the permissions policy', () => {
  it('names no feature that browsers warn about as unknown', () => {
    const known =
      /^(?:(?:camera|display-capture|geolocation|hid|microphone|midi|payment|serial|usb)=\(\)(?:, |$))+$/u;
    expect(headers('')['Permissions-Policy']).toMatch(known);
  });
});
