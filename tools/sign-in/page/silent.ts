// The hidden frame of a silent sign-in ends here and hands Cognito's answer to the page around it, as in OpenMetadata.
declare const Oidc: typeof import("oidc-client");

void new Oidc.UserManager({ response_type: "code" }).signinSilentCallback();
