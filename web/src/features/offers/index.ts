export { OfferLine } from './OfferLine.tsx';
export { OffersPage } from './OffersPage.tsx';
