import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { AdmissionCard } from '@/features/catalog/phone/AdmissionCard';
import { PaperTasks } from '@/features/catalog/suppliers/phone/PaperTasks';
import { ProductTasks } from '@/features/catalog/phone/ProductTasks';
import { LowStock } from '@/features/ordering/phone/LowStock';
import { Today } from '@/features/ordering/phone/Today';
import { has, useSession } from '@/shared/session';
import { Waiting } from './Waiting';

/** 今天, put together from what the modules know: tasks, money, admission, and what the phone keeps. */
export default function TodayScreen() {
  const { t } = useTranslation('app');
  const session = useSession().data;
  const supplier = session?.posts.find((post) => post.role === 'supplier')?.organisationId;
  const isAgent = has(session, ['village-agent']);
  const links = [
    ...(isAgent ? [{ to: '/supplier/households', name: t('menu.households') }] : []),
    { to: '/supplier/stock', name: t('menu.stock') },
    { to: '/supplier/demands', name: t('menu.demands') },
    { to: '/supplier/campaigns', name: t('menu.joinCampaigns') },
    { to: '/supplier/unsold', name: t('menu.unsold') },
  ];
  return (
    <Today
      before={supplier ? <AdmissionCard organisationId={supplier} /> : undefined}
      after={
        <>
          {supplier && <PaperTasks organisationId={supplier} />}
          <ProductTasks />
          <LowStock />
        </>
      }
      list={isAgent && !supplier ? '/supplier/households' : '/supplier/list'}
    >
      {session?.person && <Waiting account={session.person.id} />}
      <nav className="more-links" aria-label={t('menu.more')}>
        {links.map((link) => (
          <Link key={link.to} to={link.to} className="button">
            {link.name}
          </Link>
        ))}
      </nav>
    </Today>
  );
}
