import { useSyncExternalStore } from 'react';

const key = 'mp-elder';
const listeners = new Set<() => void>();

function current(): boolean {
  try {
    return localStorage.getItem(key) === '1';
  } catch {
    return false;
  }
}

/** 长辈版: larger text and targets; remembered on this device, signed in or not. */
export function applyElder(on = current()): void {
  document.documentElement.classList.toggle('elder', on);
}

export function setElder(on: boolean): void {
  try {
    localStorage.setItem(key, on ? '1' : '0');
  } catch {
    // A browser that keeps nothing still shows the larger text for this visit.
  }
  applyElder(on);
  listeners.forEach((listener) => listener());
}

export function useElder(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => document.documentElement.classList.contains('elder'),
  );
  return [on, setElder];
}
