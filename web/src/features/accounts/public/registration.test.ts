import { describe, expect, it } from 'vitest';
import { blankRegistration, faultsOf, requestOf, type Registration } from './registration';

const good: Registration = {
  side: 'sell',
  kind: 'cooperative',
  name: ' 示例合作社 ',
  creditCode: '',
  regionCode: '500236117',
  personName: '陈大山',
  userName: 'chendashan',
  password: 'orange-grove',
  repeated: 'orange-grove',
};
const fields = (change: Partial<Registration>) => faultsOf({ ...good, ...change }, (key) => key).map(({ field }) => field);

describe('a registration', () => {
  it('names each field that is missing', () =>
    expect(faultsOf(blankRegistration, (key) => key).map(({ field }) => field)).toEqual([
      'kind',
      'name',
      'regionCode',
      'personName',
      'userName',
      'password',
    ]));

  it.each<[Partial<Registration>, string[]]>([
    [{}, []],
    [{ creditCode: '123' }, ['creditCode']],
    [{ password: 'short', repeated: 'short' }, ['password']],
    [{ repeated: 'another-one' }, ['repeated']],
    [{ userName: 'a b c' }, ['userName']],
  ])('with %j is wrong in %j', (change, wrong) => expect(fields(change)).toEqual(wrong));

  it('is sent trimmed, and without a code when there is none', () =>
    expect(requestOf(good)).toMatchObject({ name: '示例合作社', kind: 'cooperative', creditCode: null }));
});
