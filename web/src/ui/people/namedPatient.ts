import { dotted } from '../dotted.ts';
import { useFormats } from '../formats.ts';
import { useTexts } from '../texts/texts.ts';
import { chosenName, quoted } from './chosenName.ts';

interface Named {
  readonly names: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | undefined;
  readonly id: string | undefined;
}

/** A name with what else is known: `“Max Muster” (born 1 January 1960 · number “P-2”)`. */
export function useSpoken(): (named: Named) => string {
  const { upload, common } = useTexts();
  const formats = useFormats();
  return ({ names: [name], birthDate, id }) => {
    const facts = dotted(
      birthDate === undefined ? undefined : common.bornOn(formats.date(birthDate)),
      id === undefined ? undefined : upload.patientNumber(chosenName(id)),
    );
    const who = name === undefined ? upload.nobodyNamed : quoted(name);
    return facts === '' ? who : `${who} (${facts})`;
  };
}
