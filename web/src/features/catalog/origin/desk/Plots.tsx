import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Schema } from '@/api';
import { http, useIntent } from '@/shared/http';
import { PagedTable } from '@/shared/desk';
import { has, useSession } from '@/shared/session';
import { ConfirmAct, StatusTag, TextField } from '@/shared/ui';
import { useList } from '../api';
import { familyOfPlot, plotStates } from '../states';
import '../i18n';
import { Filters } from './Filters';

type Plot = Schema<'CheckPlotItem'>;

function Acts({ plot }: { plot: Plot }) {
  const { t } = useTranslation('origin');
  const session = useSession().data;
  const [asking, setAsking] = useState<'check' | 'return'>();
  const [opinion, setOpinion] = useState('');
  const act = useIntent(
    (what: string, key) =>
      http.post(`/api/plots/${plot.plotId}/${what}`, { version: plot.version, opinion: opinion.trim() || null }, key),
    { refresh: [['plots']], onSuccess: () => setAsking(undefined) },
  );
  if (!has(session, ['town-official', 'county-official'])) return null;
  const can =
    plot.state === 'registered'
      ? (['check', 'return'] as const)
      : plot.state === 'checked'
        ? (['return'] as const)
        : [];
  return (
    <div className="row">
      {can.map((one) => (
        <button key={one} type="button" className="button" onClick={() => setAsking(one)}>
          {t(`yield.plotActs.${one}`)}
        </button>
      ))}
      <ConfirmAct
        act={t(`yield.plotActs.${asking ?? 'check'}`)}
        open={asking !== undefined}
        onClose={() => setAsking(undefined)}
        onAct={() => asking && act.mutate(asking)}
        pending={act.isPending}
        problem={act.error}
        disabled={asking === 'return' && !opinion.trim()}
      >
        <p>
          {plot.supplierName} · {plot.name} · {plot.cropName}
        </p>
        <TextField label={t('opinion')} optional={asking === 'check'} value={opinion} onChange={setOpinion} lines={2} />
      </ConfirmAct>
    </div>
  );
}

/** 地块: what suppliers and households say they grow, for the town to check. */
export function Plots() {
  const { t } = useTranslation('origin');
  const [search] = useSearchParams();
  const words = new URLSearchParams(search);
  words.delete('tab');
  const plots = useList<Plot>('plots', '/api/plots', words.toString());
  const columns: TableColumnsType<Plot> = [
    {
      title: t('yield.plot'),
      dataIndex: 'name',
      fixed: 'left',
      width: 140,
      render: (name: string, row) => (
        <>
          {name}
          <div className="muted small">{row.villageName}</div>
        </>
      ),
    },
    {
      title: t('price.supplier'),
      dataIndex: 'supplierName',
      render: (name: string, row) => (
        <>
          {name}
          {row.householdName && <div className="muted small">{row.householdName}</div>}
        </>
      ),
    },
    { title: t('yield.crop'), dataIndex: 'cropName' },
    {
      title: t('yield.amount'),
      dataIndex: 'amountHundredths',
      align: 'right',
      render: (amount: number, row) => `${amount / 100} ${t(`yield.bases.${row.basis}`)}`,
    },
    { title: t('yield.season'), dataIndex: 'season', align: 'right' },
    {
      title: t('yield.evidence'),
      dataIndex: 'fileUrl',
      render: (url: string | null, row) =>
        url ? (
          <a href={url} target="_blank" rel="noreferrer">
            {row.fileName}
          </a>
        ) : (
          '—'
        ),
    },
    {
      title: t('state'),
      dataIndex: 'state',
      render: (state: string, row) => (
        <>
          <StatusTag family={familyOfPlot(state)}>{t(`yield.plotStates.${state}`)}</StatusTag>
          {row.opinion && <div className="muted small">{row.opinion}</div>}
        </>
      ),
    },
    { title: '', key: 'act', render: (_, row) => <Acts plot={row} key={row.version} /> },
  ];
  return (
    <>
      <Filters hint={t('yield.plotHint')} days={false} />
      <PagedTable
        of={plots}
        height={400}
        columns={columns}
        rowKey={(row) => row.plotId}
        total={plots.data?.pages[0]?.total}
        empty={t('yield.noPlots')}
        filters={[
          {
            name: 'state',
            label: t('state'),
            choices: [
              { value: '', label: t('all') },
              ...plotStates.map((value) => ({ value, label: t(`yield.plotStates.${value}`) })),
            ],
          },
        ]}
      />
    </>
  );
}
