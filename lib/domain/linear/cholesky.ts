/**
 * Solves A x = b for a symmetric positive definite A, `[n, n]` row-major, by Cholesky's decomposition (Golub and Van Loan,
 * Matrix Computations, 4.2). Only the lower triangle is read; A is overwritten.
 * @returns undefined when A is not positive definite within rounding
 */
export function solveSpd(a: Float64Array, b: Float64Array): Float64Array | undefined {
  const n = b.length;
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (a[i * n + k] as number) * (a[j * n + k] as number);
      if (i > j) {
        a[i * n + j] = sum / (a[j * n + j] as number);
        continue;
      }
      if (!(sum > 0)) return undefined;
      a[j * n + j] = Math.sqrt(sum);
    }
  }
  const x = b.slice();
  for (let i = 0; i < n; i++) {
    let sum = x[i] as number;
    for (let k = 0; k < i; k++) sum -= (a[i * n + k] as number) * (x[k] as number);
    x[i] = sum / (a[i * n + i] as number);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] as number;
    for (let k = i + 1; k < n; k++) sum -= (a[k * n + i] as number) * (x[k] as number);
    x[i] = sum / (a[i * n + i] as number);
  }
  return x;
}
