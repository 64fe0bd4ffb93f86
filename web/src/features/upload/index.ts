export { UploadDock } from './UploadDock.tsx';
export { UploadPage } from './UploadPage.tsx';
