import type { Body } from '@/api';
import type { Fault } from '@/shared/ui';

export type OrganisationKind = Body<'/api/organisations', 'post'>['kind'];

export const sellers = ['cooperative', 'family-farm', 'leading-enterprise', 'agent-trader', 'service-station'] as const;
export const buyers = [
  'government-unit',
  'school',
  'trade-union',
  'state-enterprise',
  'central-unit',
  'partner-province-unit',
] as const;

export interface Registration {
  side: 'sell' | 'buy' | '';
  kind: OrganisationKind | '';
  name: string;
  creditCode: string;
  regionCode: string;
  personName: string;
  userName: string;
  password: string;
  repeated: string;
}

export const blankRegistration: Registration = {
  side: '',
  kind: '',
  name: '',
  creditCode: '',
  regionCode: '',
  personName: '',
  userName: '',
  password: '',
  repeated: '',
};

/** What keeps a registration from being sent, each named with its field. */
export function faultsOf(form: Registration, say: (key: string) => string): Fault[] {
  const faults: Fault[] = [];
  const wrong = (field: keyof Registration, isWrong: boolean, key: string = field) => {
    if (isWrong) faults.push({ field, message: say(`register.wrong.${key}`) });
  };
  wrong('kind', !form.kind);
  wrong('name', !form.name.trim());
  wrong('creditCode', form.creditCode.trim() !== '' && !/^[0-9A-Z]{18}$/i.test(form.creditCode.trim()));
  wrong('regionCode', !form.regionCode);
  wrong('personName', !form.personName.trim());
  wrong('userName', !/^[A-Za-z0-9][A-Za-z0-9._-]{2,49}$/.test(form.userName.trim()));
  wrong('password', form.password.length < 10);
  wrong('repeated', form.password.length >= 10 && form.repeated !== form.password);
  return faults;
}

export function requestOf(form: Registration): Body<'/api/organisations', 'post'> {
  return {
    name: form.name.trim(),
    kind: form.kind as OrganisationKind,
    regionCode: form.regionCode,
    personName: form.personName.trim(),
    userName: form.userName.trim(),
    password: form.password,
    creditCode: form.creditCode.trim().toUpperCase() || null,
  };
}
