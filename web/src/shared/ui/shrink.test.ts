import { describe, expect, it } from 'vitest';
import { fit } from './shrink';

describe('a photo', () => {
  it.each([
    [4000, 3000, 1600, 1200],
    [3000, 4000, 1200, 1600],
    [800, 600, 800, 600],
    [5000, 1, 1600, 1],
  ])('of %i × %i is drawn at %i × %i', (width, height, drawnWidth, drawnHeight) =>
    expect(fit(width, height)).toEqual({ width: drawnWidth, height: drawnHeight }),
  );
});
