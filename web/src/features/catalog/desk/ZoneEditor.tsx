import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, type Schema } from '@/api';
import { date, parseYuan, yuan } from '@/shared/format';
import { useIntent } from '@/shared/http';
import { ChoiceField, ProblemAlert, TextField } from '@/shared/ui';
import { useCategories } from '../api';
import type { ZoneBody } from '../zones';
import { PickProducts } from './PickProducts';

type Detail = Schema<'ShowZonesDetail'>;

const flags = ['keyCounties', 'recognised', 'inSeason', 'inStock'] as const;
const orders = ['sales', 'price-per-kg', 'newest'] as const;
/** Kinds of purchasers a zone may be kept for. */
const kinds = ['trade-union', 'school', 'government-unit', 'state-owned-enterprise', 'central-unit'] as const;
const asText = (fen?: number | null) => (fen ? yuan(fen).replace(/[¥,]/g, '') : '');

/** A zone's rule in the order one thinks: which goods, which not, when, for whom; and what it finds now. */
export function ZoneEditor({ detail, onSaved }: { detail?: Detail; onSaved: (zoneId: string) => void }) {
  const { t } = useTranslation('catalog');
  const before = detail?.zone;
  const [name, setName] = useState(before?.name ?? '');
  const [nameEn, setNameEn] = useState(before?.nameEn ?? '');
  const [intro, setIntro] = useState(before?.intro ?? '');
  const [category, setCategory] = useState(detail?.rule.category ?? '');
  const [regions, setRegions] = useState((detail?.rule.regions ?? []).join(' '));
  const [on, setOn] = useState<readonly string[]>(flags.filter((flag) => detail?.rule[flag]));
  const [min, setMin] = useState(asText(detail?.rule.minFenPerKg));
  const [max, setMax] = useState(asText(detail?.rule.maxFenPerKg));
  const [order, setOrder] = useState<string>(detail?.order ?? 'sales');
  const [startsOn, setStarts] = useState(before?.startsOn ?? date(new Date()));
  const [endsOn, setEnds] = useState(before?.endsOn ?? '');
  const [audience, setAudience] = useState<readonly string[]>(before?.audience ?? []);
  const [isPublic, setPublic] = useState(before?.isPublic ?? false);
  const [pinnedIds, setPinned] = useState<string[]>([...(detail?.pinnedIds ?? [])]);
  const [excludedIds, setExcluded] = useState<string[]>([...(detail?.excludedIds ?? [])]);
  const categories = useCategories();
  const body = (): ZoneBody => ({
    name: name.trim(),
    nameEn: nameEn.trim() || null,
    intro: intro.trim() || null,
    introEn: before?.introEn ?? null,
    rule: {
      category: category || null,
      regions: regions.split(/[\s,，、]+/).filter(Boolean),
      keyCounties: on.includes('keyCounties'),
      recognised: on.includes('recognised'),
      inSeason: on.includes('inSeason'),
      inStock: on.includes('inStock'),
      minFenPerKg: parseYuan(min) ?? null,
      maxFenPerKg: parseYuan(max) ?? null,
      supplierKind: null,
    },
    startsOn,
    endsOn: endsOn || null,
    order: orders.find((one) => one === order) ?? 'sales',
    audience: [...audience] as ZoneBody['audience'],
    isPublic,
    pinnedIds,
    excludedIds,
    position: before?.position ?? 0,
  });
  const trial = useIntent((_: undefined, key) => api.post('/api/zones/trial', { body: body(), key }));
  const save = useIntent(
    (_: undefined, key) =>
      before
        ? api.put('/api/zones/{zoneId}', {
            path: { zoneId: before.zoneId },
            body: { version: before.version, zone: body() },
            key,
          })
        : api.post('/api/zones', { body: body(), key }),
    { refresh: [['zones'], ['zone']], onSuccess: (saved) => onSaved(saved.zoneId) },
  );
  const toggle = (all: readonly string[], one: string) =>
    all.includes(one) ? all.filter((other) => other !== one) : [...all, one];
  return (
    <form
      className="card stack-s"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(undefined);
      }}
    >
      <TextField label={t('zones.name')} value={name} onChange={setName} />
      <TextField label={t('zones.nameEn')} optional value={nameEn} onChange={setNameEn} />
      <TextField label={t('zones.intro')} optional value={intro} onChange={setIntro} lines={2} />
      <ChoiceField
        label={t('zones.category')}
        value={category}
        onChange={setCategory}
        choices={[
          { value: '', label: t('zones.anyCategory') },
          ...(categories.data?.items ?? []).map((one) => ({ value: one.code, label: one.name })),
        ]}
      />
      <TextField
        label={t('zones.regions')}
        hint={t('zones.regionsHint')}
        optional
        value={regions}
        onChange={setRegions}
      />
      <fieldset className="row">
        <legend>{t('zones.only')}</legend>
        {flags.map((flag) => (
          <label key={flag} className="row">
            <input type="checkbox" checked={on.includes(flag)} onChange={() => setOn(toggle(on, flag))} />
            {t(`zone.${flag}`)}
          </label>
        ))}
      </fieldset>
      <div className="row">
        <TextField label={t('zones.min')} optional inputMode="decimal" value={min} onChange={setMin} />
        <TextField label={t('zones.max')} optional inputMode="decimal" value={max} onChange={setMax} />
        <ChoiceField
          label={t('zones.order')}
          value={order}
          onChange={setOrder}
          choices={orders.map((value) => ({ value, label: t(`zones.orders.${value}`) }))}
        />
      </div>
      <PickProducts label={t('zones.pinned')} chosen={pinnedIds} onChange={setPinned} />
      <PickProducts label={t('zones.excluded')} chosen={excludedIds} onChange={setExcluded} />
      <div className="row">
        <TextField label={t('curate.from')} type="date" value={startsOn} onChange={setStarts} />
        <TextField label={t('zones.to')} type="date" optional value={endsOn} onChange={setEnds} />
      </div>
      <fieldset className="row">
        <legend>{t('zones.audience')}</legend>
        {kinds.map((kind) => (
          <label key={kind} className="row">
            <input
              type="checkbox"
              checked={audience.includes(kind)}
              onChange={() => setAudience(toggle(audience, kind))}
            />
            {t(`zones.kinds.${kind}`)}
          </label>
        ))}
      </fieldset>
      <label className="row">
        <input type="checkbox" checked={isPublic} onChange={(event) => setPublic(event.target.checked)} />
        {t('zones.isPublic')}
      </label>
      <ProblemAlert problem={save.error ?? trial.error} />
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={trial.isPending || !name.trim()}
          onClick={() => trial.mutate(undefined)}
        >
          {t('zones.try')}
        </button>
        <button type="submit" className="button primary" disabled={save.isPending || !name.trim()}>
          {t('zones.save')}
        </button>
        {before && <Link to={`/zones/${before.zoneId}`}>{t('zones.see')}</Link>}
        {save.isSuccess && <span role="status">{t('curate.saved')}</span>}
      </div>
      {trial.data && (
        <div role="status" className="stack-s">
          <strong>{t('zones.found', { count: trial.data.total ?? 0 })}</strong>
          <ul className="lines">
            {trial.data.items.map((product) => (
              <li key={product.productId} className="row-between">
                <span>{product.name}</span>
                <span className="muted small">
                  {product.countyName} · {yuan(product.fenPerKg)}/kg
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </form>
  );
}
