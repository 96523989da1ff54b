import { jsonFile, textFile, type PackageFiles } from '../package-files.ts';
import type { BuiltPackage } from '../package-rule.ts';
import { picked } from '../zendesk/build.ts';
import { slackManifest } from './app-manifest.ts';
import { scopeTable } from './scope-table.ts';

/** The Slack app: a manifest for each way in which Slack reaches the server, and why it asks for what it asks. */
export function buildSlack(origin: string, images: PackageFiles): BuiltPackage {
  const files = new Map<string, Uint8Array>([
    ['manifest-http.json', jsonFile(slackManifest('http', origin))],
    ['manifest-many-workspaces.json', jsonFile(slackManifest('http', origin, true))],
    ['manifest-socket.json', jsonFile(slackManifest('socket', origin))],
    ['scopes.md', textFile(scopeTable())],
    ...picked(images, { 'logo-512.png': 'icon.png' }),
  ]);
  return { name: 'slack', files, listing: new Map(), isPublic: true };
}
