import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { Recover } from '@/features/recover/index.ts';
import { SignUp } from '@/features/signup/index.ts';

function useGoHome() {
  const navigate = useNavigate();
  return useCallback(() => {
    void navigate({ to: '/', replace: true });
  }, [navigate]);
}

/** Sign-up, and on to the first page when the sheet is kept. */
export function SignUpRoute() {
  return <SignUp onDone={useGoHome()} />;
}

/** Recovery, and on to the first page when the new sheet is kept. */
export function RecoverRoute() {
  return <Recover onDone={useGoHome()} />;
}
