export { AllReports } from './AllReports.tsx';
export { AllRecords, Home, onlyOwn } from './Home.tsx';
export { RecordPage } from './RecordPage.tsx';
