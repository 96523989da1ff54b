/* Ticket fields the app creates while it is installed: put in when the app is packed. */
const ownFields = [];

const words = {
  401: 'Freshdesk does not accept the API key. Copy it again from Profile settings, View API key.',
  403: 'The API key belongs to somebody who may not create ticket fields. Use an administrator’s.',
  404: 'There is no such account. Write the account’s name only: acme of acme.freshdesk.com.',
  429: 'Freshdesk is busy. Wait a minute and install the app again.',
};

exports = {
  onAppInstallHandler: async function () {
    await setUp();
  },
  afterAppUpdateHandler: async function () {
    await setUp();
  },
  onAppUninstallHandler: function () {
    // The fields stay: they are the record of your complaints.
    renderData();
  },
  onTicketCreateHandler: async function (args) {
    await tellOf(args, partOf(args, 'ticket').id);
  },
  onTicketUpdateHandler: async function (args) {
    await tellOf(args, partOf(args, 'ticket').id);
  },
  onConversationCreateHandler: async function (args) {
    await tellOf(args, partOf(args, 'conversation').ticket_id);
  },
  onConversationUpdateHandler: async function (args) {
    await tellOf(args, partOf(args, 'conversation').ticket_id);
  },
};

/* What an event is about; empty where it does not say. */
function partOf(args, name) {
  return (args && args.data && args.data[name]) || {};
}

/* Creates the ticket fields that are not there yet. A failure is said in our words and holds nothing of the answer. */
async function setUp() {
  try {
    const { response } = await $request.invokeTemplate('getTicketFields', {});
    const labels = new Set(JSON.parse(response).map((field) => field.label));
    for (const field of ownFields) {
      if (!labels.has(field.label)) {
        await $request.invokeTemplate('createTicketField', { body: JSON.stringify(field) });
      }
    }
    renderData();
  } catch (error) {
    renderData({ message: wordsFor(error) });
  }
}

function wordsFor(error) {
  const status = error && error.status;
  return words[status] || 'The ticket fields could not be created. Install the app again in a few minutes.';
}

/* Tells the Recourse server, where there is one, which ticket to read again: its number, and nothing else. */
async function tellOf(args, ticketId) {
  const { server } = (args && args.iparams) || {};
  const id = Number(ticketId);
  if (!server || !Number.isSafeInteger(id) || id < 1) {
    return;
  }
  try {
    await $request.invokeTemplate('tellServer', { body: JSON.stringify({ ticket_id: id }) });
  } catch (error) {
    // The server reads all changes again by itself: a hint that is lost is only a minute late.
    console.warn('The Recourse server was not told of a change', (error && error.status) || 0);
  }
}
