/* The QR code of the paper puts the code after the #, which no server reads: it goes into the field and leaves the address. */
(() => {
  const field = document.getElementById("id_code");
  const code = decodeURIComponent(location.hash.slice(1));
  if (!field || !/^[0-9A-Za-z-]{8,9}$/.test(code)) return;
  field.value = code;
  history.replaceState(null, "", location.pathname);
})();
