import type { HomeView, ModalView } from '@slack/types';
import { said } from './list-blocks.ts';

const title = { type: 'plain_text', text: 'Complaints', emoji: false } as const;

/** A modal that only says something. */
export function renderNotice(say: string): ModalView {
  return { type: 'modal', title, close: { type: 'plain_text', text: 'Close', emoji: false }, blocks: [said(say)] };
}

/** A Home that only says something. */
export function renderHomeNotice(say: string): HomeView {
  return { type: 'home', blocks: [{ type: 'header', text: title }, said(say)] };
}
