import ZAFClient from 'zendesk_app_framework_sdk';

// In tests and in the sandbox the client comes from its npm package; in Zendesk, from Zendesk's own address.
Object.assign(window, { ZAFClient });
