import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Sheet } from './ConfirmAct';
import { Field } from './Field';
import {
  isFineEnough,
  parentOf,
  pathOf,
  useRegion,
  useRegionsBelow,
  useRegionsNamed,
  type RegionLevel,
  type RegionRow,
} from './regions';
import { Await } from './States';

interface RegionPickerProps {
  label: string;
  /** The code of the chosen division, empty while none is. */
  value: string;
  onChange: (code: string, region: RegionRow) => void;
  /** The coarsest level that will do; a division without finer parts in the list always does. */
  least?: RegionLevel;
  /** Only divisions inside this one, for example the supplier's county. */
  within?: string;
  hint?: string;
  error?: string;
  optional?: boolean;
  name?: string;
}

/** A place by its name: found by typing, or from the province down. */
export function RegionPicker(props: RegionPickerProps) {
  const { label, value, hint, error, optional, name } = props;
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const chosen = useRegion(value || undefined).data;
  return (
    <>
      <Field label={label} hint={hint} error={error} optional={optional} name={name}>
        {(field) => (
          <button
            id={field.id}
            type="button"
            aria-describedby={field['aria-describedby']}
            data-invalid={field['aria-invalid']}
            className="input region-button"
            aria-haspopup="dialog"
            aria-labelledby={`${field.id}-label ${field.id}`}
            onClick={() => setOpen(true)}
          >
            {value ? (chosen?.fullName ?? value) : <span className="muted">{t('region.choose')}</span>}
          </button>
        )}
      </Field>
      <Sheet title={label} open={open} onClose={() => setOpen(false)}>
        <Finder {...props} onClose={() => setOpen(false)} />
      </Sheet>
    </>
  );
}

function Finder({ value, onChange, onClose, least = 'county', within }: RegionPickerProps & { onClose: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(() => (value ? parentOf(value) : undefined) ?? within);
  const words = useDeferredValue(typed.trim());
  const below = useRegionsBelow(at, words === '');
  const named = useRegionsNamed(words, within);
  const here = useRegion(at).data;
  const take = (region: RegionRow) => {
    onChange(region.code, region);
    onClose();
  };
  const pick = (region: RegionRow) => {
    if (!region.hasChildren) return take(region);
    setTyped('');
    setAt(region.code);
  };
  return (
    <div className="region-finder">
      <label className="visually-hidden" htmlFor="region-words">
        {t('region.search')}
      </label>
      <input
        id="region-words"
        className="input"
        type="search"
        autoComplete="off"
        placeholder={t('region.search')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {words === '' && <Crumbs at={at} within={within} onGo={setAt} />}
      {words === '' && here && isFineEnough(here, least) && (
        <button type="button" className="button primary block" onClick={() => take(here)}>
          {t('region.here', { name: here.name })}
        </button>
      )}
      <Await of={words ? named : below} height={240}>
        {(page) =>
          page.items.length === 0 ? (
            <p className="muted">{t('region.none')}</p>
          ) : (
            <ul className="region-list">
              {page.items.map((region) => (
                <li key={region.code}>
                  <button
                    type="button"
                    aria-current={region.code === value ? 'true' : undefined}
                    onClick={() => pick(region)}
                  >
                    <span>{words ? region.fullName : region.name}</span>
                    {region.hasChildren && <span aria-hidden="true">›</span>}
                  </button>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
      <button type="button" className="button block" onClick={onClose}>
        {t('cancel')}
      </button>
    </div>
  );
}

function Crumbs({ at, within, onGo }: { at?: string; within?: string; onGo: (code: string | undefined) => void }) {
  const { t } = useTranslation();
  const path = pathOf(at).filter((code) => !within || code.startsWith(within));
  if (path.length === 0) return null;
  return (
    <nav className="row region-crumbs" aria-label={t('region.path')}>
      {!within && (
        <button type="button" className="chip" onClick={() => onGo(undefined)}>
          {t('region.country')}
        </button>
      )}
      {path.map((code) => (
        <button
          key={code}
          type="button"
          className="chip"
          aria-current={code === at ? 'true' : undefined}
          onClick={() => onGo(code)}
        >
          <ShortName code={code} />
        </button>
      ))}
    </nav>
  );
}

const ShortName = ({ code }: { code: string }) => <>{useRegion(code).data?.name ?? '…'}</>;
