/**
 * What is told to whoever presses on a card that was posted while this workspace was connected to the ticket's account:
 * trying again would come to the same. Where its alerts go now is not this workspace's to know.
 */
export const notConnected =
  'This workspace is no longer connected to the helpdesk account of this ticket, so nothing was changed. Please open the ticket in the helpdesk.';
