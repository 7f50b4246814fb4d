import { sendsAs } from '@/shared/offline';

// What a phone may keep and send later. Payments, confirmations and approvals are never among it.
sendsAs('listing', async () => (await import('@/features/catalog/phone/send-listing')).sendListing);
sendsAs('unsold', async () => (await import('@/features/programme/phone/send-unsold')).sendUnsold);
