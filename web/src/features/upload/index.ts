export type { Draw } from './previews.ts';
export { UploadDock } from './UploadDock.tsx';
export { UploadPage } from './UploadPage.tsx';
export type { IndexStudy } from './studyFile.ts';
