import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface Paper {
  url: string;
  name: string;
  by?: string;
}

const isPdf = (paper: Paper) => /\.pdf($|\?)/i.test(paper.name);

/** One paper at a time, turned and enlarged as the eye needs it. */
export function EvidenceViewer({ papers, heading }: { papers: readonly Paper[]; heading?: string }) {
  const { t } = useTranslation('catalog');
  const [at, setAt] = useState(0);
  const [turn, setTurn] = useState(0);
  const [zoom, setZoom] = useState(1);
  const paper = papers[Math.min(at, papers.length - 1)];
  if (!paper) return <p className="muted">{t('recognition.noEvidence')}</p>;
  const go = (to: number) => {
    setAt((to + papers.length) % papers.length);
    setTurn(0);
    setZoom(1);
  };
  return (
    <div className="viewer">
      <div className="row-between">
        <h3>
          {heading
            ? `${heading} ${at + 1}/${papers.length}`
            : t('recognition.evidenceOf', { at: at + 1, of: papers.length })}
        </h3>
        <div className="row viewer-tools">
          <button type="button" className="button" disabled={papers.length < 2} onClick={() => go(at - 1)}>
            {t('viewer.previous')}
          </button>
          <button type="button" className="button" disabled={papers.length < 2} onClick={() => go(at + 1)}>
            {t('viewer.next')}
          </button>
          <button type="button" className="button" onClick={() => setTurn((turn + 90) % 360)}>
            {t('viewer.turn')}
          </button>
          <button
            type="button"
            className="button"
            disabled={zoom >= 4}
            onClick={() => setZoom(Math.min(4, zoom * 1.5))}
          >
            {t('viewer.larger')}
          </button>
          <button
            type="button"
            className="button"
            disabled={zoom <= 1}
            onClick={() => setZoom(Math.max(1, zoom / 1.5))}
          >
            {t('viewer.smaller')}
          </button>
        </div>
      </div>
      <div className="viewer-frame">
        {isPdf(paper) ? (
          <a className="button" href={paper.url} target="_blank" rel="noreferrer">
            {t('viewer.open', { name: paper.name })}
          </a>
        ) : (
          <img src={paper.url} alt={paper.name} style={{ transform: `rotate(${turn}deg) scale(${zoom})` }} />
        )}
      </div>
      <p className="muted small">
        {paper.name}
        {paper.by && ` · ${paper.by}`} ·{' '}
        <a href={paper.url} target="_blank" rel="noreferrer">
          {t('viewer.original')}
        </a>
      </p>
    </div>
  );
}
