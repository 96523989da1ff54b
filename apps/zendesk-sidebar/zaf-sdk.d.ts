declare module 'zendesk_app_framework_sdk' {
  const ZAFClient: NonNullable<Window['ZAFClient']>;
  export default ZAFClient;
}
