// Tells Streamlit's page where its server is. A view's address is one name below the server's, as Streamlit takes it to be
// for the page's own files.
window.__streamlit = {
  BACKEND_BASE_URL: new URL(".", location.href).href,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};
