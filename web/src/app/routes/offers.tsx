export { OffersPage as OffersRoute } from '@/features/offers/index.ts';
