export { AllReports } from './AllReports.tsx';
export { Home, onlyOwn } from './Home.tsx';
export { RecordPage } from './RecordPage.tsx';
