import { openPage, openStage, platforms, writeIn, type Platform } from '../apps/sidebar/panel-stage.ts';

/** How soon a panel shows a complaint of 50 comments, from the opening of its frame to its first painting. The
 * sandbox lets browsers keep nothing, so that every file is fetched anew. */
const rounds = 15;
const text = 'I want to make a formal complaint. Nobody has replied to my emails and I want a refund.';

const stage = await openStage();
try {
  for (const platform of platforms) {
    const times = (await measure(platform)).toSorted((a, b) => a - b);
    const middle = times[Math.floor(times.length / 2)] ?? 0;
    process.stdout.write(
      `${platform}: median ${middle} ms, slowest of ${rounds} ${times.at(-1)} ms from opening to a complaint of 50 comments shown\n`,
    );
  }
} finally {
  await stage.close();
}

async function measure(platform: Platform): Promise<readonly number[]> {
  const subject = `Fifty comments in ${platform}`;
  const id = await writeIn(stage, platform, { subject, text });
  const { fakes, freshdeskFakes } = stage.sandbox;
  const { helpdesk } = platform === 'zendesk' ? fakes : freshdeskFakes;
  const by = stage.sandbox.state().companies.find((one) => one.platform === platform)?.you.agent ?? '';
  for (let i = 0; i < 49; i += 1) helpdesk.agentReplies(id, { by, text: `Comment ${i}. ${text}`, public: i % 2 === 0 });
  await stage.sandbox.moveBy(60_000);
  const page = await openPage(stage);
  await page.goto(`${stage.url}/?paused#${platform === 'zendesk' ? 'fernhill' : 'saltmarsh'}`);
  await page.getByRole('navigation', { name: 'All tickets' }).getByText(subject).first().click();
  const times: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    await page.evaluate(() => {
      const frame = document.querySelector<HTMLIFrameElement>('iframe.panel-frame');
      // The same address again is the same as opening it anew.
      if (frame !== null) frame.src = frame.getAttribute('src') ?? '';
    });
    await page.waitForTimeout(400);
    await page.frameLocator('iframe.panel-frame').getByRole('heading', { level: 1 }).waitFor();
    const panel = page.frames().find((one) => one.url().includes('/panels/'));
    const took = await panel?.evaluate(() => performance.getEntriesByName('recourse-shown').at(-1)?.startTime);
    if (round > 0 && took !== undefined) times.push(Math.round(took));
  }
  await page.close();
  return times;
}
