import { useTranslation } from 'react-i18next';
import { faultOf, TextField, type Fault } from '@/shared/ui';
import type { ChosenPassword } from './new-password';

interface PasswordFieldsProps {
  label: string;
  form: ChosenPassword;
  set: (change: Partial<ChosenPassword>) => void;
  faults: readonly Fault[];
  /** What the server says against it. */
  refused?: string;
}

/** A password that is being chosen, and once more. */
export function PasswordFields({ label, form, set, faults, refused }: PasswordFieldsProps) {
  const { t } = useTranslation('accounts');
  return (
    <>
      <TextField
        label={label}
        name="password"
        type="password"
        autoComplete="new-password"
        hint={t('register.passwordHint')}
        value={form.password}
        onChange={(password) => set({ password })}
        error={faultOf(faults, 'password') ?? refused}
      />
      <TextField
        label={t('register.repeated')}
        name="repeated"
        type="password"
        autoComplete="new-password"
        value={form.repeated}
        onChange={(repeated) => set({ repeated })}
        error={faultOf(faults, 'repeated')}
      />
    </>
  );
}
