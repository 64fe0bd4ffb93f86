export { AccountPage as AccountRoute } from '@/features/account/index.ts';
