import { postOnce } from '@/lib/server/webhooks/post';
import type { BriefText } from './brief-text';
import type { SendResult } from './send-result';

/** As Slack asks for text in its own markup (docs.slack.dev, Formatting message text). */
const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Longest text of a header block. */
const HEADER_LENGTH = 150;

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });

/** A brief as an incoming webhook of Slack takes it, and what understands Slack: Mattermost, Discord with `/slack`. */
export function slackMessage(brief: BriefText): { text: string; blocks: object[] } {
  const e = escapeSlack;
  const { movements, grade, health } = brief;
  const people = movements.groups.map(({ label, count, people: names }) => {
    const listed = names.map(({ name, churn }) => `${e(name)} ${churn}`).join(', ');
    return `*${e(label)} ${count}*${listed ? `: ${listed}` : ''}`;
  });
  const blocks = [
    {
      type: 'header',
      text: { type: 'plain_text', text: brief.subject.slice(0, HEADER_LENGTH) },
    },
    ...(brief.isTest ? [section(`_${e(brief.testNote)}_`)] : []),
    section(e(brief.paragraph)),
    {
      type: 'section',
      fields: brief.figures.map(({ label, value, change }) => ({
        type: 'mrkdwn',
        text: `*${e(label)}*\n${value}  ${e(change)}`,
      })),
    },
    section(`*${e(movements.title)}*\n${movements.none ?? people.join('\n')}`),
    section(`*${e(grade.title)}*\n${e(grade.text)}`),
    section(`*${e(health.title)}*\n${e(health.texts[0] ?? '')}`),
    { type: 'context', elements: [{ type: 'mrkdwn', text: e(brief.footer) }] },
  ];
  return { text: e(`${brief.subject}\n${brief.paragraph}`), blocks };
}

/** Nothing was connected to: certainly not delivered. */
const NOT_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|.*CERT.*|ERR_TLS.*)$/;
/** Later it may go. */
const LATER = /^(408|425|429|5\d\d)$/;

/** @param letGo is called before anything is sent; when it throws nothing is. */
export async function sendSlack(
  url: string,
  brief: BriefText,
  letGo: () => Promise<void>,
  timeoutMs: number,
): Promise<SendResult> {
  const body = JSON.stringify(slackMessage(brief));
  await letGo();
  const headers = { 'content-type': 'application/json', 'user-agent': 'Stagelight' };
  const result = await postOnce(new URL(url), headers, body, timeoutMs);
  if (result.kind === 'delivered') return { kind: 'delivered' };
  const { kind, detail } = result.failure;
  if (kind === 'timeout' || (kind === 'unreachable' && !NOT_CONNECTED.test(detail)))
    return { kind: 'unanswered' };
  if (kind === 'ended') throw new Error('only a stored webhook ends');
  const isFinal = kind !== 'unreachable' && !(kind === 'status' && LATER.test(detail));
  return { kind: 'failed', failure: { kind, detail }, isFinal };
}
