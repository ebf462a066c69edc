/** For a link that is closed; the proxy answers nearly all of them before. */
export { NotFound as default } from '@/components/shell/not-found';
