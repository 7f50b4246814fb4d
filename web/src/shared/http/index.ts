export * from './client';
export * from './problem';
export * from './use-intent';
export { urlsOf } from './urls';
