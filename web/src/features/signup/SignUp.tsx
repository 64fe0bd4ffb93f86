import { Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { NewAccount, RecoveryCode } from '@/lib/portal.ts';
import { usePortal, usePortalState } from '@/lib/PortalContext.ts';
import { AnchorLink } from '@/ui/controls/links.tsx';
import { Doorway } from '@/ui/layout/Doorway.tsx';
import { RecoverySheet } from '@/ui/recovery/RecoverySheet.tsx';
import { useTexts } from '@/ui/texts/texts.ts';
import { useAction } from '@/ui/useAction.ts';
import { AboutYou, type Identity } from './AboutYou.tsx';
import { WayIn } from './WayIn.tsx';

/** Sign-up in three steps: who, how to log in, and the recovery sheet, asked back once. */
export function SignUp({ onDone }: { readonly onDone: () => void }) {
  const { entry } = useTexts();
  const portal = usePortal();
  const state = usePortalState();
  const [step, setStep] = useState<1 | 2>(1);
  const [identity, setIdentity] = useState<Identity>({
    as: 'patient',
    email: '',
    name: '',
    birthDate: '',
    publish: true,
    specialty: '',
    invitation: '',
  });
  const rule = useSignUpRule();
  const [progress, setProgress] = useState(0);
  const [code, setCode] = useState<RecoveryCode | undefined>(undefined);
  const begun = useRef(false);

  const creation = useAction(async (wayIn: NewAccount['wayIn']) => {
    begun.current = true;
    try {
      setCode(
        await portal.signUp(newAccount(identity, wayIn, entry.signUp.firstSection), {
          onProgress: setProgress,
        }),
      );
    } catch (error) {
      begun.current = false;
      throw error;
    }
  });

  // Whoever is logged in already has no business here, unless it is by this very sign-up.
  useEffect(() => {
    if (state.kind === 'open' && !begun.current) {
      onDone();
    }
  }, [state.kind, onDone]);

  if (code !== undefined) {
    return (
      <Doorway title={entry.sheet.title} lead={entry.signUp.step(3, 3)}>
        <RecoverySheet
          code={code}
          isWellTyped={(text) => portal.recoveryCodeIsWellTyped(text)}
          onDone={onDone}
        />
      </Doorway>
    );
  }
  return (
    <Doorway
      title={entry.signUp.title}
      lead={`${entry.signUp.step(step, 3)} · ${entry.signUp.lead}`}
      below={
        <>
          {entry.signUp.haveAccount} <AnchorLink to="/login">{entry.logIn.action}</AnchorLink>
        </>
      }
    >
      {rule === 'closed' ? (
        <Text role="status">{entry.signUp.closed}</Text>
      ) : step === 1 ? (
        <AboutYou
          identity={identity}
          invited={rule === 'invitation'}
          onChange={setIdentity}
          onNext={() => {
            setStep(2);
          }}
        />
      ) : (
        <WayIn
          email={identity.email}
          name={identity.name}
          busy={creation.busy}
          progress={progress}
          problem={creation.problem}
          onBack={() => {
            creation.forget();
            setStep(1);
          }}
          onCreate={(wayIn) => {
            void creation.run(wayIn);
          }}
        />
      )}
    </Doorway>
  );
}

/** Who may sign up, once the service has said so; its answer to a sign-up decides in any case. */
function useSignUpRule() {
  const portal = usePortal();
  const [rule, setRule] = useState<Awaited<ReturnType<typeof portal.signUpRule>>>();
  useEffect(() => {
    let shown = true;
    portal.signUpRule().then(
      (answered) => {
        if (shown) {
          setRule(answered);
        }
      },
      () => undefined,
    );
    return () => {
      shown = false;
    };
  }, [portal]);
  return rule;
}

/** What is asked of the portal, from what was typed. */
export function newAccount(
  identity: Identity,
  wayIn: NewAccount['wayIn'],
  firstSection: string,
): NewAccount {
  const name = identity.name.trim();
  const email = identity.email.trim();
  const invited = identity.invitation.trim();
  const invitation = invited === '' ? {} : { invitation: invited };
  if (identity.as === 'patient') {
    const patient = identity.birthDate === '' ? { name } : { name, birthDate: identity.birthDate };
    return { email, wayIn, ...invitation, record: { patient, sections: [firstSection] } };
  }
  const specialty = identity.specialty.trim();
  return identity.publish && name !== ''
    ? {
        email,
        wayIn,
        ...invitation,
        card: { name, specialty: specialty === '' ? undefined : specialty },
      }
    : { email, wayIn, ...invitation };
}
