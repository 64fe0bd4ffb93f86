import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { Look } from '@/ui/Look.tsx';
import { createPortalRouter } from './router.tsx';

/** The portal. */
export function App() {
  const [queries] = useState(() => new QueryClient());
  const [router] = useState(createPortalRouter);
  return (
    <Look>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Look>
  );
}
