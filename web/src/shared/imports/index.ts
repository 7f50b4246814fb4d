export * from './ImportScreen';
