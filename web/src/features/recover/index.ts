export { Recover } from './Recover.tsx';
