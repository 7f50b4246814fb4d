import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http, Problem } from '@/shared/http';
import { ProblemAlert } from '@/shared/ui';
import type { ClaimDetail } from '../api';

/** Evidence to look at: pictures as they are, papers by their name. */
export function Papers({ papers }: { papers: ClaimDetail['evidence'] }) {
  const { t } = useTranslation('programme');
  if (papers.length === 0) return <p className="muted">{t('claims.noEvidence')}</p>;
  return (
    <div className="evidence">
      {papers.map((paper) => (
        <a key={paper.fileId} href={paper.url} target="_blank" rel="noreferrer">
          {paper.contentType.startsWith('image/') ? (
            <img src={paper.url} alt={paper.name} />
          ) : (
            `${t(`claims.kinds.${paper.kind}`)} · ${paper.name}`
          )}
        </a>
      ))}
    </div>
  );
}

/** Invoices and receipts that came as PDF. */
export function PdfPicker({
  papers,
  onChange,
}: {
  papers: readonly { fileId: string; name: string }[];
  onChange: (papers: { fileId: string; name: string }[]) => void;
}) {
  const { t } = useTranslation('programme');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const add = async (files: FileList | null) => {
    setProblem(undefined);
    setBusy(true);
    const added = [...papers];
    try {
      for (const file of files ?? []) {
        const stored = await http.upload(file, file.name, crypto.randomUUID());
        added.push({ fileId: stored.id, name: file.name });
      }
    } catch (error) {
      if (error instanceof Problem) setProblem(error);
    }
    onChange(added);
    setBusy(false);
  };
  return (
    <div className="stack-s">
      <label className="button" style={{ alignSelf: 'start' }}>
        {t(busy ? 'claim.sending' : 'claim.addPdf')}
        <input
          type="file"
          accept="application/pdf"
          multiple
          hidden
          onChange={(event) => {
            void add(event.target.files);
            event.target.value = '';
          }}
        />
      </label>
      <ProblemAlert problem={problem} />
      {papers.map((paper) => (
        <span key={paper.fileId} className="row small">
          {paper.name}
          <button
            type="button"
            className="button link small"
            onClick={() => onChange(papers.filter((one) => one.fileId !== paper.fileId))}
          >
            {t('claim.removePdf')}
          </button>
        </span>
      ))}
    </div>
  );
}
