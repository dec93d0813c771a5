// Passkeys: read the options the page carries, ask the browser, post what it says.
// A form says what it wants: data-passkey="create" or "get", and data-options (the id of a JSON
// script) or data-options-url (fetched when asked, so that the challenge is fresh).

const fromBase64 = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

const toBase64 = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const described = (list = []) => list.map((one) => ({ ...one, id: fromBase64(one.id) }));

function forCreation(options, alone) {
  const selection = { ...options.authenticatorSelection };
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return {
    ...options,
    challenge: fromBase64(options.challenge),
    user: { ...options.user, id: fromBase64(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
    authenticatorSelection: selection,
  };
}

const forRequest = (options) => ({
  ...options,
  challenge: fromBase64(options.challenge),
  allowCredentials: described(options.allowCredentials),
});

// Every answer is an ArrayBuffer, or is missing.
function written(credential) {
  const response = {};
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  for (const part of parts) {
    if (credential.response[part]) response[part] = toBase64(credential.response[part]);
  }
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    type: credential.type,
    id: credential.id,
    rawId: toBase64(credential.rawId),
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.optionsUrl, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`options: ${answer.status}`);
  return answer.json();
}

async function ask(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey === "get") {
    return navigator.credentials.get({ publicKey: forRequest(options.request_options.publicKey) });
  }
  const alone = Boolean(form.elements.passwordless?.checked);
  return navigator.credentials.create({
    publicKey: forCreation(options.creation_options.publicKey, alone),
  });
}

function tell(form, trouble) {
  for (const note of form.querySelectorAll("[data-passkey-trouble]")) {
    note.hidden = note.dataset.passkeyTrouble !== trouble;
  }
}

const canUse = Boolean(window.PublicKeyCredential && navigator.credentials?.get);

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (canUse) form.hidden = false;
  else tell(form, "unsupported");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    tell(form, "");
    try {
      form.elements.credential.value = written(await ask(form));
    } catch {
      // Closed, timed out or refused: the browser does not say which, and it need not.
      tell(form, canUse ? "failed" : "unsupported");
      return;
    }
    form.submit();
  });
}
