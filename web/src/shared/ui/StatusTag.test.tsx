import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Problem } from '../http';
import { ErrorState, ProblemAlert } from './States';
import { StatusTag } from './StatusTag';

describe('states', () => {
  it('says the state in words and hides the mark from readers', () => {
    render(<StatusTag family="yours">待你验收</StatusTag>);
    expect(screen.getByText('待你验收')).toBeTruthy();
    expect(screen.getByText('●').getAttribute('aria-hidden')).toBe('true');
  });

  it('shows a refusal with its code and moves the focus to it', () => {
    render(
      <ProblemAlert
        problem={new Problem(409, 'not-enough-stock', '只剩6箱。', 'Only 6 left.', [], 'abcdef0123456789')}
      />,
    );
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('只剩6箱。');
    expect(alert.textContent).toContain('not-enough-stock');
    expect(document.activeElement).toBe(alert);
  });

  it("calls a stranger's record not found", () => {
    render(<ErrorState error={new Problem(404, 'not-found', '', '')} />);
    expect(screen.getByRole('heading').textContent).toBe('找不到，或不归你管');
  });
});
