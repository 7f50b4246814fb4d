import { sentences } from '../i18n';
import english from './en.json';
import chinese from './zh-CN.json';

sentences('imports', chinese, english);
