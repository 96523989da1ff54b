/** What saves is fetched when the panel shows its ticket: to look at one needs nothing of it. */
export const saving = () => import('../save.ts');
