import type { CategorySource, CuePackSource, QuotingSource } from '../cue-pack.ts';
import { frenchComplaining } from './fr-complaining.ts';
import { frenchFailing } from './fr-failing.ts';
import { frenchSoftening } from './fr-softening.ts';
import { groups } from './groups.ts';
import { cuesVersion, thresholds } from './version.ts';

const categories: readonly CategorySource[] = [
  {
    id: 'delivery',
    patterns: [
      'livr*/colis/paquet/transporteur/livreur/expédi*/coursier/chauffeur/suivi/entrepôt/chronopost/colissimo/dpd/ups',
    ],
  },
  {
    id: 'billing',
    patterns: [
      'factur*/prélèv*/prélev*/paiement*/payé/payer/rembours*/frais/débité/prix/tarif/banque/bancaire/argent/compte/somme/avoir/caution',
    ],
  },
  {
    id: 'product',
    patterns: [
      'canapé/chaise/table/armoire/lit/matelas/tiroir/coussin/tissu/cuir/four/frigo/réfrigérateur/lave/machine/lampe/étagère/porte/vis/qualité/couleur/produit/produits/article/appareil/matériel/modèle',
    ],
  },
  {
    id: 'service',
    patterns: [
      'conseiller/conseillère/vendeur/vendeuse/technicien/accueil/téléphone/appel/appels/appelé/mail/mails/service/réponse/interlocuteur/agence/magasin/personnel/employé/rendez/sav/hotline',
    ],
  },
  {
    id: 'privacy',
    patterns: ['rgpd/confidentialité/démarchage', 'données personnelles', 'protection des données', 'vie privée'],
  },
  { id: 'safety', patterns: ['sécurité/incendie/fumée/dangereux/danger/feu/blessé*/brûlé*'] },
  { id: 'delay', patterns: ['retard/retards/délai/délais/attente'] },
];

const quoting: QuotingSource = {
  introductions: [
    { starts: 'le', ends: 'a écrit :' },
    { starts: 'le', ends: 'a écrit:' },
  ],
  separators: ['message d’origine', "message d'origine", 'message original', 'message transféré'],
  headers: [
    { first: 'de :', second: 'envoyé :' },
    { first: 'de:', second: 'envoyé:' },
    { first: 'de :', second: 'à :' },
    { first: 'de :', second: 'date :' },
  ],
  footers: ['envoyé de mon', 'envoyé depuis', 'envoyé à partir de', 'télécharger outlook'],
  automaticSubjects: ['réponse automatique', 'absence du bureau', 'absent du bureau', 'message automatique'],
  automaticOpenings: ['ceci est une réponse automatique', 'ceci est un message automatique', 'réponse automatique :'],
};

/** The French cue pack, for France, Belgium, Switzerland and Canada. */
export const frenchCues: CuePackSource = {
  name: 'fr-core',
  version: cuesVersion,
  language: 'fr',
  elision: true,
  denials: ['pas', 'aucun', 'aucune', 'sans', 'jamais', 'ni', 'nullement'],
  thresholds,
  groups,
  cues: [...frenchComplaining, ...frenchFailing, ...frenchSoftening],
  categories,
  quoting,
};
