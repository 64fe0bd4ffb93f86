export { pictureOf } from './pictures.ts';
export { studyIndexOf } from './studyIndex.ts';
export { Viewer } from './Viewer.tsx';
