export { LogIn } from './LogIn.tsx';
