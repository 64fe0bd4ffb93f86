export { SignUp } from './SignUp.tsx';
