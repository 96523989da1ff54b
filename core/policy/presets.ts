import type { Preset } from './preset.ts';
import { auAsicRg271 } from './presets/au-asic-rg271.ts';
import { auTelco2018Std } from './presets/au-telco-2018std.ts';
import { euPsd2 } from './presets/eu-psd2.ts';
import { gbEnergy } from './presets/gb-energy.ts';
import { ieCpc } from './presets/ie-cpc.ts';
import { iso10002Practice } from './presets/iso10002-practice.ts';
import { ukFcaDisp } from './presets/uk-fca-disp.ts';
import { ukFcaPsdEmd } from './presets/uk-fca-psd-emd.ts';
import { ukHousingOmbudsman } from './presets/uk-housing-ombudsman.ts';
import { ukOfcomAdr } from './presets/uk-ofcom-adr.ts';
import { usCfpbPortal } from './presets/us-cfpb-portal.ts';

export const presetIds = [
  'iso10002-practice',
  'uk-fca-disp',
  'uk-fca-psd-emd',
  'uk-ofcom-adr',
  'gb-energy',
  'uk-housing-ombudsman',
  'ie-cpc',
  'eu-psd2',
  'au-asic-rg271',
  'au-telco-2018std',
  'us-cfpb-portal',
] as const;
export type PresetId = (typeof presetIds)[number];

/** The presets by name, as the policy file names them. */
export const presets: Readonly<Record<PresetId, Preset>> = {
  'iso10002-practice': iso10002Practice,
  'uk-fca-disp': ukFcaDisp,
  'uk-fca-psd-emd': ukFcaPsdEmd,
  'uk-ofcom-adr': ukOfcomAdr,
  'gb-energy': gbEnergy,
  'uk-housing-ombudsman': ukHousingOmbudsman,
  'ie-cpc': ieCpc,
  'eu-psd2': euPsd2,
  'au-asic-rg271': auAsicRg271,
  'au-telco-2018std': auTelco2018Std,
  'us-cfpb-portal': usCfpbPortal,
};
