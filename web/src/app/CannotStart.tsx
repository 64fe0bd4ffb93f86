import { Problem } from '@/ui/controls/Problem.tsx';
import { Look } from '@/ui/Look.tsx';
import type { ProblemCode } from '@/ui/problems.ts';

/** The whole page, in a browser that the portal cannot work in. */
export function CannotStart({ code }: { readonly code: ProblemCode }) {
  return (
    <Look>
      <main className="before-portal">
        <Problem problem={{ code }} title="Medseal" />
      </main>
    </Look>
  );
}
