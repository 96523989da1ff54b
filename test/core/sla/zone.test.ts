import { describe, expect, it } from 'vitest';
import { isZone, offsetAt, readZone } from '#core/sla/zone.ts';
import { clockChanges } from './minute-oracle.ts';

const HOUR = 3_600_000;

describe('a zone read from samples', () => {
  it.each([
    // A minute past the hour; two changes within a week; three in a season; a pause for Ramadan; half an hour; a lost date.
    ['America/St_Johns', 2005, 2012],
    ['Antarctica/Casey', 2018, 2025],
    ['America/Boa_Vista', 1999, 2002],
    ['Asia/Gaza', 2010, 2013],
    ['Asia/Gaza', 2040, 2041],
    ['Africa/Casablanca', 2012, 2031],
    ['Australia/Lord_Howe', 2020, 2030],
    ['Pacific/Apia', 2010, 2014],
    ['Asia/Tehran', 2015, 2025],
    ['Asia/Tokyo', 2015, 2025],
  ])('has every change of %s from %i to %i to the minute', (name, fromYear, untilYear) => {
    const zone = readZone(name, Date.UTC(fromYear, 0, 1), Date.UTC(untilYear, 0, 1));
    const changes = [...zone.changes].slice(1, -1);
    expect(changes.map((at) => new Date(at).toISOString())).toEqual(
      clockChanges(name, fromYear, untilYear).map((at) => new Date(at).toISOString()),
    );
    for (const at of changes) expect(offsetAt(zone, at)).not.toBe(offsetAt(zone, at - 1));
  });

  it('knows offsets west of Greenwich, and seconds where a zone had some', () => {
    const at = Date.UTC(1971, 5, 1);
    expect(offsetAt(readZone('Africa/Monrovia', at, at + HOUR), at)).toBe(-(44 * 60 + 30) * 1_000);
    expect(offsetAt(readZone('America/New_York', at, at + HOUR), at)).toBe(-4 * HOUR);
    expect(offsetAt(readZone('UTC', at, at + HOUR), at)).toBe(0);
  });

  it('changes to the second', () => {
    const zone = readZone('Africa/Monrovia', Date.UTC(1971, 0, 1), Date.UTC(1973, 0, 1));
    expect([...zone.changes].slice(1, -1)).toEqual([Date.UTC(1972, 0, 7, 0, 44, 30)]);
  });
});

describe('the name of a zone', () => {
  it.each(['Europe/London', 'UTC', 'Etc/GMT+5', 'America/Argentina/Buenos_Aires'])('%s is one', (name) => {
    expect(isZone(name)).toBe(true);
  });

  it.each(['', 'London', '+01:00', 'Europe/Atlantis', 'Central Time (US & Canada)'])('%j is none', (name) => {
    expect(isZone(name)).toBe(false);
  });
});
