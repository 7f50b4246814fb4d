import type { FoundProduct } from '../api';
import { nameOf } from './ProductCard';

/** A product's name with what answers the typed words marked. The server says which stretches: it knows pinyin, the page does not. */
export function MarkedName({ product, language }: { product: FoundProduct; language: string }) {
  const name = nameOf(product, language);
  if (name !== product.name) return <>{name}</>;
  const marks = product.marks ?? [];
  const from = (index: number) => {
    const before = marks[index - 1];
    return before ? before.start + before.length : 0;
  };
  return (
    <>
      {marks.map((mark, index) => (
        <span key={mark.start}>
          {name.slice(from(index), mark.start)}
          <mark>{name.slice(mark.start, mark.start + mark.length)}</mark>
        </span>
      ))}
      {name.slice(from(marks.length))}
    </>
  );
}
