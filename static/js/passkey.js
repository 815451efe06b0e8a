/* Passkeys: allauth's own script does the talk with the telephone, this names the elements of our pages and says what went wrong. */
(() => {
  if (!window.allauth || !window.PublicKeyCredential) return;
  const forms = window.allauth.webauthn.forms;
  const credential = "passkey-credential";
  const say = document.querySelector("[data-passkey-error]");
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    if (say) say.hidden = false;
  });
  document.querySelectorAll("[data-passkey]").forEach((part) => { part.hidden = false; });
  if (document.getElementById("passkey-login")) forms.loginForm({ ids: { login: "passkey-login", credential } });
  if (document.getElementById("passkey-add")) {
    forms.addForm({ ids: { add: "passkey-add", credential, data: "passkey-data", passwordless: "passkey-whole" } });
  }
})();
