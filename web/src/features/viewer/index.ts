export { pictureOf } from './pictures.ts';
export { Viewer } from './Viewer.tsx';
