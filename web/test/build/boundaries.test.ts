import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

// Only the arrows are asked for, and they need no types: so the whole program is not read.
const eslint = new ESLint({
  overrideConfig: [{ languageOptions: { parserOptions: { projectService: false } } }],
  ruleFilter: ({ ruleId }) => ruleId === 'boundaries/dependencies',
});

async function brokenRules(filePath: string, code: string) {
  const [result] = await eslint.lintText(code, { filePath });
  return result?.messages.map((message) => message.ruleId) ?? [];
}

describe('imports follow the arrows app → features → {ui, lib}, lib → crypto’s facade', () => {
  it.each([
    ['src/app/probe.ts', "import '@/features/login/index.ts';"],
    ['src/features/login/probe.ts', "import '@/ui/theme.ts';"],
    ['src/features/login/probe.ts', "import './index.ts';"],
    ['src/lib/probe.ts', "import '@/crypto/index.ts';"],
  ])('%s may say %s', async (file, code) => {
    expect(await brokenRules(file, code)).not.toContain('boundaries/dependencies');
  });

  it.each([
    ['src/app/probe.ts', "import '@/crypto/index.ts';"],
    ['src/app/probe.ts', "import '@/features/login/LogIn.tsx';"],
    ['src/features/other/probe.ts', "import '@/features/login/index.ts';"],
    ['src/features/login/probe.ts', "import '@/app/router.tsx';"],
    ['src/features/login/probe.ts', "import '@/crypto/index.ts';"],
    ['src/ui/probe.ts', "import '@/lib/index.ts';"],
    ['src/lib/probe.ts', "import '@/crypto/worker.ts';"],
    ['src/lib/probe.ts', "import '@/ui/theme.ts';"],
    ['src/crypto/probe.ts', "import '@/lib/index.ts';"],
  ])('%s may not say %s', async (file, code) => {
    expect(await brokenRules(file, code)).toContain('boundaries/dependencies');
  });
});
