import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http, type Problem } from '@/shared/http';
import { Field, ProblemAlert } from '@/shared/ui';
import '../i18n';

export interface Attached {
  id: string;
  name: string;
}

/** One picture or PDF that goes with an act; it is sent when it is chosen. */
export function FileField({
  label,
  value,
  onChange,
  optional = true,
}: {
  label: string;
  value: Attached | undefined;
  onChange: (file: Attached | undefined) => void;
  optional?: boolean;
}) {
  const { t } = useTranslation('origin');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);
  const send = async (file: File | undefined) => {
    setProblem(null);
    onChange(undefined);
    if (!file) return;
    setSending(true);
    try {
      const kept = await http.upload(file, file.name);
      onChange({ id: kept.id, name: kept.name });
    } catch (refused) {
      setProblem(refused as Problem);
    } finally {
      setSending(false);
    }
  };
  return (
    <Field label={label} optional={optional} hint={sending ? t('sending') : value?.name}>
      {(props) => (
        <>
          <input
            {...props}
            className="input"
            type="file"
            accept="image/*,application/pdf"
            onChange={(event) => void send(event.target.files?.[0])}
          />
          <ProblemAlert problem={problem} />
        </>
      )}
    </Field>
  );
}
