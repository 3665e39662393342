// Draws the documentation of the API from the OpenAPI document of this service.
window.addEventListener("DOMContentLoaded", () => {
  SwaggerUIBundle({
    url: "/openapi/openapi.json",
    dom_id: "#documentation",
    deepLinking: true,
    docExpansion: "list",
    defaultModelsExpandDepth: 0,
    validatorUrl: null, // no badge of a validator elsewhere: nothing is loaded from outside
  });
});
