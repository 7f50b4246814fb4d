import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api';
import { date } from '@/shared/format';
import { http, useIntent } from '@/shared/http';
import { ErrorSummary, ProblemAlert, Sheet, type Fault, type KeptPhoto } from '@/shared/ui';
import type { ShownProduct } from './edit';
import { LotFields, useChoices } from './MoreFields';
import { faultsOfMore, lotMore, noMore, type More } from './more';
import type { OwnProduct } from './own';

type Lot = ShownProduct['lots'][number];

/** 补批次资料: what came after the lot was opened. Reports are added; what was reported stays. */
function Papers({
  product,
  lot,
  shown,
  onClose,
}: {
  product: OwnProduct;
  lot: Lot;
  shown: ShownProduct;
  onClose: () => void;
}) {
  const { t } = useTranslation(['catalog', 'shared']);
  const today = date(new Date());
  const [more, setMore] = useState<More>({
    ...noMore,
    grade: lot.gradeCode ?? '',
    plot: lot.plot ?? '',
    certificate: lot.certificate?.number ?? '',
    certificateOn: lot.certificate?.issuedOn ?? '',
  });
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [attempt, setAttempt] = useState(0);
  const choices = useChoices({
    categoryCode: shown.categoryCode,
    originCode: shown.originCode,
    supplierId: product.supplierId,
    isForHousehold: !!product.listedForName,
  });
  const save = useIntent(
    async (said: More, key) => {
      const upload = async (photo: KeptPhoto | undefined) =>
        photo && (await http.upload(photo.blob, `${photo.key}.jpg`, photo.key)).id;
      const papers = { certificate: await upload(said.certificatePaper[0]), report: await upload(said.report[0]) };
      const body = lotMore(said, {
        ...papers,
        certificate: papers.certificate ?? lot.certificate?.fileId ?? undefined,
      });
      return api.put('/api/products/{productId}/lots/{lotId}', {
        path: { productId: product.productId, lotId: lot.lotId },
        body: { ...body, placeCode: lot.placeCode, isColdChain: lot.isColdChain },
        key,
      });
    },
    { refresh: [['product', product.productId]], onSuccess: onClose },
  );
  return (
    <Sheet title={t('own.papers')} open onClose={onClose}>
      <ErrorSummary faults={faults} attempt={attempt} />
      <LotFields
        more={more}
        set={(change) => setMore((now) => ({ ...now, ...(typeof change === 'function' ? change(now) : change) }))}
        faults={faults}
        choices={choices}
      />
      <ProblemAlert problem={save.error} />
      <button
        type="button"
        className="button primary block"
        disabled={save.isPending}
        onClick={() => {
          const found = faultsOfMore(more, today, t);
          setFaults(found);
          setAttempt((count) => count + 1);
          if (found.length === 0) save.mutate(more);
        }}
      >
        {t('own.papersAct')}
      </button>
    </Sheet>
  );
}

/** The way to add what came late to a lot: grade, place, pledge, test. */
export function LotPapers({ product, lotId }: { product: OwnProduct; lotId: string }) {
  const { t } = useTranslation('catalog');
  const [open, setOpen] = useState(false);
  const shown = useQuery({
    queryKey: ['product', product.productId],
    queryFn: () => api.get('/api/products/{productId}', { path: { productId: product.productId } }),
  }).data;
  const lot = shown?.lots.find((one) => one.lotId === lotId);
  if (!shown || !lot) return null;
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t('own.papers')}
      </button>
      {open && <Papers product={product} lot={lot} shown={shown} onClose={() => setOpen(false)} />}
    </>
  );
}
