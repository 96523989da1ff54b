import { statusNamed } from '#integrations/freshdesk/status-words.ts';
import { describe, expect, test } from 'vitest';

const labels: Readonly<Record<string, readonly string[]>> = {
  pending: [
    'Waiting on Customer',
    'Awaiting requester',
    'Pending',
    'Wartet auf Kunden',
    'Warten auf Antwort des Kunden',
    'Rückfrage beim Kunden',
    'En attente du client',
    'En attente de réponse du client',
    'Esperando al cliente',
    'Pendiente de cliente',
    'In attesa del cliente',
    'Aguardando cliente',
    'À espera do cliente',
  ],
  hold: [
    'Waiting on Third Party',
    'On hold',
    'Parked',
    'Wartet auf Lieferanten',
    'Zurückgestellt',
    'Extern in Klärung',
    'En attente du fournisseur',
    'En espera',
    'Pausado',
    'In attesa del corriere',
    'Sospeso',
    'Aguardando fornecedor',
  ],
  solved: [
    'Resolved',
    'Closed',
    'Done',
    'Gelöst',
    'Erledigt',
    'Résolu',
    'Clôturé',
    'Resuelto',
    'Cerrado',
    'Risolto',
    'Chiuso',
    'Resolvido',
    'Concluído',
  ],
  open: ['Open', 'In progress', 'Escalated', 'Assigned to team'],
};

describe('a status of the account’s own', () => {
  test.each(Object.entries(labels).flatMap(([status, names]) => names.map((name) => [name, status] as const)))(
    '%s is %s',
    (name, status) => {
      expect(statusNamed(name)).toBe(status);
      expect(statusNamed(name.toLowerCase())).toBe(status);
    },
  );

  test.each([
    'Waiting on us',
    'Waiting for agent',
    'Awaiting support',
    'Waiting for customer support',
    'Pending internal review',
    'Pending approval',
    'Wartet auf uns',
    'Warten auf Bearbeitung',
    'Wartet auf interne Freigabe',
    'En attente d’un agent',
    'En attente de validation',
    'Pendiente de agente',
    'Pendiente de aprobación',
    'In attesa di un agente',
    'Aguardando suporte',
    'Aguardando a equipe',
    'In Bearbeitung',
    'En cours',
    'En proceso',
    'In lavorazione',
    'Em andamento',
    'Nicht gelöst',
    'No resuelto',
  ])('%s waits for nobody outside', (name) => {
    expect(statusNamed(name) ?? 'open').toBe('open');
  });
});
