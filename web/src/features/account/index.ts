export { AccountNews } from './AccountNews.tsx';
export { AccountPage } from './AccountPage.tsx';
