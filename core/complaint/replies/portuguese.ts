import { accented, phrasesOf } from '../phrases.ts';
import { pieces, type LanguageWords } from './reply-words.ts';

/** Of Portugal and of Brazil. */
export const portuguese: LanguageWords = {
  thanks: phrasesOf(
    accented(
      /\b(obrigad[oa]|agradeç\w+|agradec\w+|grat[oa]|valeu|está (tudo )?(resolvido|certo|perfeito|ok)|tudo (bem|certo|resolvido|ok|perfeito)|perfeito)\b/iu,
    ),
  ),
  more: phrasesOf(
    accented(
      /\b(mas|porém|contudo|no entanto|n[aã]o(?! (há|ha|tem|foi) (de quê|problema|nada)\b| (é|foi) preciso| preciso de mais| se preocup\w+)|nunca|jamais|nada(?! mais)|ningu[eé]m|nenhum\w*|ainda|continua\w*|quero(?! agradec)|queria(?! agradec)|exijo|espero(?! que (tenha|esteja))|aguardo|por favor(?! (feche|encerre|transmit))|quando|porqu[eê]|por que|advogad\w*|tribunal|procon|justiça|ouvidoria|provedor\w*|livro de|decepcion\w*|desilud\w*|inaceitáve\w*|em vez|reabr\w*|(?<!obrigad[oa] )(outra vez|de novo|novamente))\b/iu,
    ),
  ),
  replies: {
    final: [
      /\b(esta é|segue|anexamos|encontra|aqui está|enviamos|informamos|apresentamos) ?(a |em anexo |abaixo |-lhe |lhe )*(nossa|minha|a) (resposta|decisão) (definitiva|final)\b/iu,
      pieces('apr aqu env mam nco seg ta_ xam'),
    ],
    resolved: [
      /\b(está|fica|foi|encontra-se|consideramos|damos) ([^.]{0,40} )?(resolvid[oa]|solucionad[oa]|encerrad[oa]|concluíd[oa])\b/iu,
      pieces('luí lvi nad rra'),
    ],
    // "Não" before it denies it.
    gives: [
      /(?<!\bnão (o |a |lhe |foi )*)\b(já |hoje )*(reembolsámos|reembolsamos|devolvemos|substituímos|trocámos|trocamos|reparámos|reparamos|creditámos|creditamos|compensámos|compensamos|cancelámos|cancelamos|anulámos|anulamos|corrigimos|emitimos|decidimos|rejeitámos|rejeitamos|aceitámos|aceitamos|expedimos|verificámos que|verificamos que|constatámos|constatamos|apurámos|apuramos|(enviámos|enviamos|mandámos|mandamos)(?! (a|o|esta|este) (sua |seu )?(reclamação|mensagem|pedido|caso)))\b|(?<!\bnão )\b(foi|foram|fomos|temos|tem sido) (já |hoje |também )*(reembolsad|devolvid|substituíd|trocad|reparad|creditad|compensad|cancelad|anulad|corrigid|emitid|decidid|rejeitad|aceit|(?<!(reclamação|mensagem|pedido|caso|solicitação) (foi|foram) )enviad|expedid)[oae]s?\b|\b(o|um|seu) (reembolso|crédito|vale|estorno|voucher)( [^.]{1,30})? (foi|está|já) |\ba nossa (decisão|conclusão)( é|:)|\bnossa decisão( é|:)|(?<!\bnão )\b(damos|demos) [^.]{0,20}(razão|provimento)\b/iu,
      pieces(
        '_já apu ará atá azã bst dim eit elá env epa foi fom gim icá ido imo itá jei lam lsa lsá mos mpe nda ndá nos nsá nul oca ocá ora s_q stá tam ulá vem vim',
      ),
    ],
    holding: [
      /\b(precisamos|necessitamos|vai levar) [^.!?]{0,20}tempo\b|\bmais tempo\b|\bainda (a |o )?(estamos|não (temos|podemos|foi|conseguimos|é possível|recebemos)|em (análise|curso|investigação)|aguardamos|à espera)\b|\bcontinuamos (a|à|em|aguardando|analisando|investigando)|\b(está a demorar|está demorando|vai demorar|demorará|irá demorar) [^.!?]{0,20}mais\b|\b(esperamos|contamos|prevemos|pretendemos) (poder )?(responder|dar(-lhe)? (uma )?(resposta|solução)|escrever|concluir|ter (uma )?resposta|informar)/iu,
      pieces('da_ dem irá mpo ram rar stá tam uam vem'),
    ],
    touches: [
      /\b(reembols|devol|substitu(ir|íd|íram|ímos|iç)|trocar|trocad|compens(ar|aç|ad|ám)|indemniz|indeniz|repar(ar|ad|ação)|recolh|estorn|(?<!cart(ão|ões) de )crédito|creditad|vale de|porque|o motivo|a razão|a causa|apurámos|apuramos|constat|decisão|(?<!do )resultado|desculp(?![^ .]* (por|pelo|pela|pelos|pelas|o|os|a)( o| a| os| as| este| esta| qualquer| eventual| eventuais| todo o)? (incómodo|incômodo|transtorno|inconvenien|atraso|demora|espera|ocorrid)))/iu,
      pieces('ale apu azã bol bst cad cis cré emn epa evo ivo mpe niz nst oca olh orn orq tad ulp usa'),
    ],
    receipt: [
      /\b(recebemos|recebi|registámos|registamos|registrámos|registramos|anotámos|anotamos|encaminhámos|encaminhamos|reencaminhámos|(estamos|estou) (a |já a )?(analisar|verificar|investigar|estudar|averiguar|analisando|verificando|investigando)|(iremos|vamos|vou) (analisar|verificar|investigar|averiguar|entrar em contacto|entrar em contato|responder|contactar)|(analisaremos|verificaremos|investigaremos|responderemos|entraremos em|voltaremos a|daremos)|(escrevemos|respondemos|daremos|voltamos)(-lhe| a)|em análise)\b/iu,
      pieces('bem ceb dar dem gis iga inh lis mos nhá olt otá rar rif sar stá tam tou trá vam vem vou'),
    ],
    question: [
      /\b(pode|poderia|podia|podem|poderiam|podemos|consegue|importa-se)\b[^.?!]{0,160}(enviar|mandar|dizer|indicar|confirmar|facultar|fornecer|dar|informar|descrever|partilhar|perguntar)[^.?!]{0,120}\?/iu,
      pieces('a-s pod seg'),
    ],
    ombudsmanName: [
      /\b(provedor(a)? (do|da|de) (cliente|consumidor|justiça)|ouvidoria|procon|centro de arbitragem|ombudsman|livro de reclamações)\b/iu,
      pieces('dsm edo itr oco ouv vro'),
    ],
    referralRight: [
      /\b(recorrer|contactar|contatar|dirigir-se|apresentar|submeter|procurar|acionar)\b[^.]{0,80}\b(provedor(a)? (do|da|de) (cliente|consumidor|justiça)|ouvidoria|procon|centro de arbitragem|ombudsman|livro de reclamações)\b/iu,
      pieces('dsm edo itr oco ouv vro'),
    ],
    referralWindow: [
      /\b(no prazo de|dentro de|em até|até|prazo de) ((seis|6|doze|12) meses|um ano)\b/iu,
      pieces('até ro_ zo_'),
    ],
    reasons: [
      /\b(porque|devido a|por causa d|o motivo|os motivos|a razão|uma vez que|já que|visto que)/iu,
      pieces('azã ido ivo o_q orq que sa_ vez vos'),
    ],
    remedy: [
      /\b(reembols|devoluç|substituiç|compensaç|indemniz|indeniz|reparaç|vale de|crédito|estorn|desculp)/iu,
      pieces('ale bol cré emn epa evo mpe niz orn tui ulp'),
    ],
    expectedDate: [
      /\b(até|antes d[eo]|o mais tardar|para|no dia|na|no) (ao |o |a |dia |próxim[oa] )*(\d{1,2} de\b|\d{1,2}\/\d|segunda|terça|quarta|quinta|sexta|sábado|domingo|amanhã|final d|fim d|próxima semana)/iu,
      pieces('1_d 1/1 ado erç fim l_d ngo nhã pró seg uar uin xta'),
    ],
  },
};
