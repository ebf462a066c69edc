import { Text } from '@mantine/core';
import { directionOf, directionSign } from '@/components/charts/diverging';

/** A triangle in the colour of what raises or lowers; a sign or a word beside it says the same. */
export function DirectionMark({ change }: { readonly change: number }) {
  const sign = directionSign(change);
  if (sign === '') return null;
  return (
    <Text span inherit aria-hidden c={directionOf(change) === 'up' ? 'orange' : 'blue'}>
      {sign}{' '}
    </Text>
  );
}
