/** Where a regulator's complainant may turn, and words that tell them. */
export interface ReferralRule {
  readonly bodies: readonly string[];
  /** Our own words, in the regulator's language, holding all the content its preset asks of a final or holding reply. */
  readonly wording: string;
}

/** By preset. Sources and dates of reading stand with the presets, in `core/policy/presets`. */
export const referralBodies: Readonly<Record<string, ReferralRule>> = {
  'uk-fca-disp': {
    bodies: ['Financial Ombudsman Service'],
    wording:
      'If you are not satisfied with our response, you may refer your complaint to the Financial Ombudsman Service, free of charge, within six months of the date of our final response. Their website is www.financial-ombudsman.org.uk.',
  },
  'uk-fca-psd-emd': {
    bodies: ['Financial Ombudsman Service'],
    wording:
      'If you are not satisfied with our response, you may refer your complaint to the Financial Ombudsman Service, free of charge, within six months of the date of our final response. Their website is www.financial-ombudsman.org.uk.',
  },
  'uk-ofcom-adr': {
    bodies: ['Communications Ombudsman', 'CISAS'],
    wording:
      'You may now take your complaint to the Communications Ombudsman or CISAS, the independent scheme that we belong to. It is free of charge.',
  },
  'gb-energy': {
    bodies: ['Energy Ombudsman'],
    wording:
      'You may now refer your complaint to the Energy Ombudsman, which is independent of us and free of charge, within twelve months of this letter.',
  },
  'uk-housing-ombudsman': {
    bodies: ['Housing Ombudsman Service'],
    wording:
      'If you remain dissatisfied, you may refer your complaint to the Housing Ombudsman Service, free of charge, within twelve months.',
  },
  'ie-cpc': {
    bodies: ['Financial Services and Pensions Ombudsman'],
    wording:
      'If you are not satisfied, you may refer your complaint to the FSPO, the Financial Services and Pensions Ombudsman, free of charge. Their website is www.fspo.ie.',
  },
  'au-asic-rg271': {
    bodies: ['Australian Financial Complaints Authority'],
    wording:
      'If you are not satisfied with our response, you may take your complaint to AFCA, the Australian Financial Complaints Authority, which is independent and free of charge. Their website is www.afca.org.au.',
  },
  'au-telco-2018std': {
    bodies: ['Telecommunications Industry Ombudsman'],
    wording:
      'If you are not satisfied, you may take your complaint to the Telecommunications Industry Ombudsman, free of charge. Their website is www.tio.com.au.',
  },
  'eu-psd2': {
    bodies: [],
    wording:
      'If you are not satisfied with our reply, you may take the matter to the body for out-of-court redress named here: [name and address of the body].',
  },
  'us-cfpb-portal': {
    bodies: ['Consumer Financial Protection Bureau'],
    wording:
      'You may tell the Consumer Financial Protection Bureau what you think of our response through its complaint portal within the time that it gives you.',
  },
};
