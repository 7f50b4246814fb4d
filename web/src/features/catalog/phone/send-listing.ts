import { api } from '@/api';
import { parseCount } from '@/shared/format';
import { http } from '@/shared/http';
import type { Sender } from '@/shared/offline';
import type { KeptPhoto } from '@/shared/ui';
import { productOf, type Draft } from './draft';
import { lotMore, noMore } from './more';
import { noPresale, presaleBody } from './presale';

export interface ListingPayload {
  /** Where a refused listing is mended. */
  back: string;
  draftId: string;
  content: Draft;
  supplierId?: string;
  householdId?: string;
}

const papersOf = ({ more = noMore }: Draft) => [...more.indicationPaper, ...more.certificatePaper, ...more.report];

export const stepsOf = (draft: Draft): number => draft.photos.length + papersOf(draft).length + 1 + draft.packs.length;

/** Photos and papers first, then the product, then a lot for each of its packs. */
export const sendListing: Sender = async (task, step) => {
  const { content: draft, supplierId, householdId } = task.payload as ListingPayload;
  const upload = async (photo: KeptPhoto) =>
    (await step(`photo-${photo.key}`, (key) => http.upload(photo.blob, `${photo.key}.jpg`, key))).id;
  const more = draft.more ?? noMore;
  const fileIds: string[] = [];
  for (const photo of draft.photos) fileIds.push(await upload(photo));
  const [indication, certificate, report] = [more.indicationPaper[0], more.certificatePaper[0], more.report[0]];
  const indicationPaper = indication && more.indication ? await upload(indication) : undefined;
  const papers = {
    certificate: certificate && (await upload(certificate)),
    report: report && (await upload(report)),
  };
  const listed = await step('product', (key) =>
    api.post('/api/products', {
      body: {
        product: productOf(draft, fileIds, indicationPaper),
        householdId: householdId ?? null,
        supplierId: householdId ? null : (supplierId ?? null),
      },
      key,
    }),
  );
  for (const [index, pack] of draft.packs.entries()) {
    const packId = listed.packs[index]?.id;
    if (!packId) continue;
    await step(`lot-${index}`, (key) =>
      api.post('/api/products/{productId}/lots', {
        path: { productId: listed.productId },
        body: {
          packId,
          quantity: parseCount(pack.quantity) ?? 0,
          harvestedOn: draft.harvestedOn,
          details: lotMore(more, papers),
          presale: presaleBody(draft.presale ?? noPresale),
        },
        key,
      }),
    );
  }
  return { productId: listed.productId };
};
