import type { CategorySource, CuePackSource, QuotingSource } from '../cue-pack.ts';
import { groups } from './groups.ts';
import { portugueseComplaining } from './pt-complaining.ts';
import { portugueseFailing } from './pt-failing.ts';
import { portugueseSoftening } from './pt-softening.ts';
import { cuesVersion, thresholds } from './version.ts';

const categories: readonly CategorySource[] = [
  {
    id: 'delivery',
    patterns: [
      'entreg*/envio/envios/encomenda*/pacote*/transportadora/estafeta/entregador/motorista/correios/ctt/armazém/rastreio/rastreamento/frete',
    ],
  },
  {
    id: 'billing',
    patterns: [
      'fatur*/factur*/cobr*/taxa/taxas/pagamento*/paguei/reembols*/estorn*/preço*/conta/banco/dinheiro/tarifa*/valor/comissão/prestação/prestações/boleto/cartão/caução',
    ],
  },
  {
    id: 'product',
    patterns: [
      'sofá/cadeira*/mesa*/armário/cama/colchão/gaveta*/tecido/couro/forno/frigorífico/geladeira/máquina/secadora/lâmpada/candeeiro/estante/porta*/parafuso*/qualidade/cor/produto*/aparelho/artigo*/material/modelo/tamanho',
    ],
  },
  {
    id: 'service',
    patterns: [
      'atendimento/atendente*/funcionári*/técnico*/telefone/chamada*/ligação/ligações/liguei/email*/resposta/serviço/loja/pessoal/gerente/agendamento/suporte/assistência/operador*',
    ],
  },
  { id: 'privacy', patterns: ['privacidade/lgpd/rgpd', 'dados pessoais', 'proteção de dados'] },
  { id: 'safety', patterns: ['segurança/incêndio/fumo/fumaça/perigo*/fogo/ferid*/queimad*'] },
  { id: 'delay', patterns: ['atras*/demora*/espera/prazo'] },
];

const quoting: QuotingSource = {
  introductions: [
    { starts: 'em', ends: 'escreveu:' },
    { starts: 'a', ends: 'escreveu:' },
    { starts: 'no dia', ends: 'escreveu:' },
  ],
  separators: ['mensagem original', 'mensagem encaminhada'],
  headers: [
    { first: 'de:', second: 'enviado:' },
    { first: 'de:', second: 'enviada:' },
    { first: 'de:', second: 'data:' },
    { first: 'de:', second: 'para:' },
  ],
  footers: ['enviado do meu', 'enviado a partir do', 'enviado através', 'obter o outlook para'],
  automaticSubjects: ['resposta automática', 'fora do escritório'],
  automaticOpenings: ['esta é uma resposta automática', 'esta é uma mensagem automática', 'resposta automática:'],
};

/** The Portuguese cue pack, for Portugal and Brazil. */
export const portugueseCues: CuePackSource = {
  name: 'pt-core',
  version: cuesVersion,
  language: 'pt',
  denials: ['não', 'sem', 'nenhum', 'nenhuma', 'nunca', 'jamais', 'nem', 'tampouco'],
  thresholds,
  groups,
  cues: [...portugueseComplaining, ...portugueseFailing, ...portugueseSoftening],
  categories,
  quoting,
};
