import { sentences } from '@/shared/i18n';
import english from './en.json';
import chinese from './zh-CN.json';

sentences('linkages', chinese, english);
