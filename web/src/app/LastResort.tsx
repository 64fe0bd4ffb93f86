import { Component, type ReactNode } from 'react';
import { doorway } from '@/ui/texts/en/doorway.ts';

/** Says that something went wrong where nothing else could: a page is never left white. */
export class LastResort extends Component<
  { readonly children: ReactNode },
  { readonly failed: boolean }
> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? (
      <p role="alert" className="before-portal">
        {doorway.errors.codes.unexpected}
      </p>
    ) : (
      this.props.children
    );
  }
}
