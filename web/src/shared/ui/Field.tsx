import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface FieldProps {
  label: string;
  hint?: ReactNode;
  error?: string;
  optional?: boolean;
  /** The field's name in a request; it is then also its id, so that a list of faults can lead to it. */
  name?: string;
  children: (props: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: boolean }) => ReactNode;
}

/** Label above, hint below, what is wrong in words. */
export function Field({ label, hint, error, optional, name, children }: FieldProps) {
  const { t } = useTranslation();
  const own = useId();
  const id = name ?? own;
  return (
    <div className="field">
      <label id={`${id}-label`} htmlFor={id}>
        {label}
        {optional && <span className="muted small"> ({t('optional')})</span>}
      </label>
      {error && (
        <span className="field-error" id={`${id}-error`}>
          {error}
        </span>
      )}
      {children({
        id,
        'aria-describedby': error ? `${id}-error` : hint ? `${id}-hint` : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
    </div>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: ReactNode;
  error?: string;
  optional?: boolean;
  type?: string;
  inputMode?: 'text' | 'decimal' | 'numeric' | 'tel';
  autoComplete?: string;
  lines?: number;
  name?: string;
}

export function TextField({
  label,
  value,
  onChange,
  hint,
  error,
  optional,
  type = 'text',
  inputMode,
  autoComplete,
  lines,
  name,
}: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} name={name}>
      {(props) =>
        lines ? (
          <textarea
            {...props}
            className="input"
            name={name}
            rows={lines}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <input
            {...props}
            className="input"
            name={name}
            type={type}
            inputMode={inputMode}
            autoComplete={autoComplete}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}

export interface Choice {
  value: string;
  label: string;
}

export function ChoiceField({
  label,
  value,
  onChange,
  choices,
  hint,
  error,
  optional,
  name,
}: Omit<TextFieldProps, 'type'> & { choices: readonly Choice[] }) {
  return (
    <Field label={label} hint={hint} error={error} optional={optional} name={name}>
      {(props) => (
        <select
          {...props}
          className="input"
          name={name}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {!choices.some((choice) => choice.value === value) && <option value={value} />}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Few answers, all visible. */
export function ChipChoice({
  label,
  value,
  onChange,
  choices,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  choices: readonly Choice[];
}) {
  return (
    <fieldset className="stack-s">
      <legend>{label}</legend>
      <div className="row" role="radiogroup" aria-label={label}>
        {choices.map((choice) => (
          <button
            key={choice.value}
            type="button"
            role="radio"
            className="chip"
            aria-checked={choice.value === value}
            onClick={() => onChange(choice.value)}
          >
            {choice.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
