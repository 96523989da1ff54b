import { describe, expect, it } from 'vitest';
import { ianaZone, railsZoneNames } from '#integrations/rails-zones.ts';
import { isZone } from '#core/sla/zone.ts';

describe('zones as Rails names them', () => {
  it('each have a zone that exists', () => {
    expect(railsZoneNames.filter((name) => !isZone(ianaZone(name)))).toEqual([]);
    expect(railsZoneNames.length).toBeGreaterThan(150);
  });

  it.each([
    ['Central Time (US & Canada)', 'America/Chicago'],
    ['New Caledonia', 'Pacific/Noumea'],
    ['Kuala Lumpur', 'Asia/Kuala_Lumpur'],
    ["Nuku'alofa", 'Pacific/Tongatapu'],
    ['Edinburgh', 'Europe/London'],
    ['Europe/London', 'Europe/London'],
    ['Nowhere', 'Nowhere'],
  ])('%s', (name, zone) => {
    expect(ianaZone(name)).toBe(zone);
  });
});
