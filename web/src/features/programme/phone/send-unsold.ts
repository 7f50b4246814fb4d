import { api, type Body } from '@/api';
import type { Sender } from '@/shared/offline';

export interface UnsoldDraft {
  productName: string;
  kilograms: string;
  spoilsBy: string;
  floor: string;
  origin: string;
  note: string;
}

export interface UnsoldPayload {
  back: string;
  draftId: string;
  content: UnsoldDraft;
  request: Body<'/api/unsold', 'post'>;
}

export const sendUnsold: Sender = async (task, step) => {
  const { request } = task.payload as UnsoldPayload;
  const notice = await step('notice', (key) => api.post('/api/unsold', { body: request, key }));
  return { number: notice.number };
};
