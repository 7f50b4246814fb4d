import { api } from '@/api';
import { parseCount } from '@/shared/format';
import { http } from '@/shared/http';
import type { Sender } from '@/shared/offline';
import { productOf, type Draft } from './draft';

export interface ListingPayload {
  /** Where a refused listing is mended. */
  back: string;
  draftId: string;
  content: Draft;
  supplierId?: string;
  householdId?: string;
}

export const stepsOf = (draft: Draft): number => draft.photos.length + 1 + draft.packs.length;

/** Photos first, then the product, then a lot for each of its packs. */
export const sendListing: Sender = async (task, step) => {
  const { content: draft, supplierId, householdId } = task.payload as ListingPayload;
  const fileIds: string[] = [];
  for (const photo of draft.photos) {
    const stored = await step(`photo-${photo.key}`, (key) => http.upload(photo.blob, `${photo.key}.jpg`, key));
    fileIds.push(stored.id);
  }
  const listed = await step('product', (key) =>
    api.post('/api/products', {
      body: {
        product: productOf(draft, fileIds),
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
        body: { packId, quantity: parseCount(pack.quantity) ?? 0, harvestedOn: draft.harvestedOn },
        key,
      }),
    );
  }
  return { productId: listed.productId };
};
