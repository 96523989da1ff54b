import type { CategorySource, CuePackSource, QuotingSource } from '../cue-pack.ts';
import { spanishComplaining } from './es-complaining.ts';
import { spanishFailing } from './es-failing.ts';
import { spanishSoftening } from './es-softening.ts';
import { groups } from './groups.ts';
import { cuesVersion, thresholds } from './version.ts';

const categories: readonly CategorySource[] = [
  {
    id: 'delivery',
    patterns: [
      'entreg*/envío/envíos/paquete*/repartidor*/mensajer*/transportista*/reparto/correos/seur/almacén/despacho/rastreo/seguimiento',
    ],
  },
  {
    id: 'billing',
    patterns: [
      'factur*/cobr*/cargo/cargos/pago/pagos/pagué/reembols*/precio*/cuenta/banco/dinero/tarifa*/importe/comisión/comisiones/cuota*/fianza/tarjeta',
    ],
  },
  {
    id: 'product',
    patterns: [
      'sofá/silla*/mesa*/armario/cama/colchón/cajón/tela/piel/horno/nevera/frigorífico/lavadora/secadora/lámpara/estantería/puerta*/tornillo*/calidad/color/producto*/aparato/artículo*/material/modelo/talla',
    ],
  },
  {
    id: 'service',
    patterns: [
      'atención/empleado*/agente*/asesor*/técnico*/teléfono/llamada*/llamad*/correo*/respuesta/servicio/tienda/personal/encargad*/cita/trato/dependient*/operador*',
    ],
  },
  { id: 'privacy', patterns: ['privacidad/rgpd', 'datos personales', 'protección de datos'] },
  { id: 'safety', patterns: ['seguridad/incendio/humo/peligro*/fuego/herid*/quemad*'] },
  { id: 'delay', patterns: ['retras*/demora*/tardan/espera'] },
];

const quoting: QuotingSource = {
  introductions: [{ starts: 'el', ends: 'escribió:' }],
  separators: ['mensaje original', 'mensaje reenviado'],
  headers: [
    { first: 'de:', second: 'enviado:' },
    { first: 'de:', second: 'enviado el:' },
    { first: 'de:', second: 'fecha:' },
    { first: 'de:', second: 'para:' },
  ],
  footers: ['enviado desde mi', 'enviado desde', 'obtener outlook para'],
  automaticSubjects: ['respuesta automática', 'fuera de la oficina'],
  automaticOpenings: ['esta es una respuesta automática', 'este es un mensaje automático', 'respuesta automática:'],
};

/** The Spanish cue pack, for Spain and Latin America. */
export const spanishCues: CuePackSource = {
  name: 'es-core',
  version: cuesVersion,
  language: 'es',
  denials: ['no', 'sin', 'ningún', 'ninguna', 'nunca', 'jamás', 'ni', 'tampoco'],
  thresholds,
  groups,
  cues: [...spanishComplaining, ...spanishFailing, ...spanishSoftening],
  categories,
  quoting,
};
