import { engines } from './app-manifest.ts';

/** What only a person with the vendor's tool can do, step by step. */
export const packingSteps = `# From this folder to the Freshworks Marketplace

Everything here is made and checked. One step is left, and only a person can do it: the marketplace takes no zip but the
one that Freshworks' own tool (FDK) makes, because that tool writes its report and a digest into it.

1. Install Node.js ${engines.node} and FDK ${engines.fdk}: \`npm install https://cdn.freshdev.io/fdk/latest-v24.tgz -g\`
2. In this folder: \`npm install\`, then \`fdk validate\`. Read what it prints: it ends with 0 even where it found errors.
3. \`fdk unit-test\`. The handlers' tests cover more than the 80 % that are asked for.
4. \`fdk run\`, open a ticket of a trial account with \`?dev=true\` behind its address, confirm a complaint and save. The tool
   asks for half of the code to be seen in such a run.
5. \`fdk pack\`. The zip is in \`dist/\`. For a custom app of your own account \`fdk pack --skip-coverage\` does without 3 and 4.
6. Upload it: Developer Portal, or Admin > Apps > Custom apps. Texts, icon and pictures for the form are in the folder
   \`recourse-listing/freshdesk\` beside this one.
`;
