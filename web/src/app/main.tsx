import './trustedScripts.ts';
import { lazy, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createPortal, whatIsMissing } from '@/lib/index.ts';
import { lockMinutes } from '@/ui/preferences.ts';
import { App } from './App.tsx';
import { LastResort } from './LastResort.tsx';

const CannotStart = lazy(async () => ({
  default: (await import('./CannotStart.tsx')).CannotStart,
}));

const element = document.getElementById('root');
if (element === null) {
  throw new Error('the page has no root element');
}
const root = createRoot(element);

void whatIsMissing().then((missing) => {
  root.render(
    <StrictMode>
      <LastResort>
        {missing === undefined ? (
          <App portal={createPortal({ lockAfter: () => lockMinutes() * 60_000 })} />
        ) : (
          <CannotStart code={missing} />
        )}
      </LastResort>
    </StrictMode>,
  );
});
