/**
 * Keeps the answers that were asked for last, for things that never change once they are there. Those who ask at the same
 * time wait for the same answer; a failure is not kept.
 */
export class RecentAnswers<T> {
  private readonly answers = new Map<string, Promise<T>>();

  /** @param most answers kept; what was not asked for longest goes first */
  constructor(private readonly most: number) {}

  get(key: string, find: () => Promise<T>): Promise<T> {
    const known = this.answers.get(key);
    const answer = known ?? find();
    this.answers.delete(key);
    this.answers.set(key, answer);
    if (known) return known;
    const [oldest] = this.answers.keys();
    if (this.answers.size > this.most && oldest !== undefined) this.answers.delete(oldest);
    answer.catch(() => {
      if (this.answers.get(key) === answer) this.answers.delete(key);
    });
    return answer;
  }
}
