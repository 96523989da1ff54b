/* eslint-disable no-unused-vars -- the installation page calls these functions by their names */
/* Checks of the installation page, which finds them by their names: each is given what was typed, and answers what is
   wrong with it, or nothing. What goes into addresses and headers goes there as it was typed: no blank is overlooked. */

function checkAccount(value) {
  return /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(String(value))
    ? undefined
    : 'Write the account’s name only, without blanks: acme of acme.freshdesk.com.';
}

function checkApiKey(value) {
  return /^\S{16,64}$/.test(String(value))
    ? undefined
    : 'This is no API key: copy it from Profile settings, View API key, without blanks around it.';
}

function checkServer(value) {
  const host = String(value);
  return host === '' || /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(host)
    ? undefined
    : 'Write the host name only, such as recourse.acme.com: no https://, no path and no blanks.';
}

function checkSecret(value) {
  const secret = String(value);
  return secret === '' || /^\S{22,200}$/.test(secret)
    ? undefined
    : 'A secret has 22 characters or more and no spaces, so that nobody can guess it.';
}

function checkSlackUrl(value) {
  const address = String(value).trim();
  return address === '' || /^https:\/\/[a-z0-9-]+(?:\.enterprise)?\.slack\.com\/?$/.test(address)
    ? undefined
    : 'Write your workspace’s address, such as https://acme.slack.com.';
}

function checkPolicy(value) {
  const text = String(value).trim();
  if (text === '') {
    return undefined;
  }
  const wrong = 'Paste all of what "recourse check --compile" prints: one line that begins with {"compiled":1';
  try {
    return JSON.parse(text).compiled === 1 ? undefined : wrong;
  } catch (error) {
    return error instanceof SyntaxError ? wrong : String(error.message);
  }
}
