import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

/**
 * Leads away from what this person gave up: whatever asked for it again would only be refused, and
 * that be written down.
 */
export function useGone(): () => Promise<void> {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return async () => {
    await navigate({ to: '/' });
    queries.removeQueries({ queryKey: ['access'], type: 'inactive' });
  };
}
