package io.plumbline.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The authorization-code flow with PKCE, as the browsers and the clients of tests go through it.
final class CodeFlow {

    static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CODE = Pattern.compile("[?&]code=([^&]+)");

    private final Governance governance;

    CodeFlow(Governance governance) {
        this.governance = governance;
    }

    /// Returns the address where eval-service asks for a code.
    static String authorize() {
        return "/oauth2/authorize?response_type=code&client_id=eval-service&scope=openid&state=s-1&nonce=n-1"
                + "&redirect_uri=" + Browser.encoded(Governance.REDIRECT)
                + "&code_challenge=" + challenge() + "&code_challenge_method=S256";
    }

    private static String challenge() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Signs the user in for eval-service, and returns the code.
    static String code(Browser browser, String name) {
        Browser.Page login = browser.get(authorize());
        assertThat(login.uri().getPath()).isEqualTo("/login");
        Browser.Page arrived = signIn(browser, login, name);
        assertThat(arrived.uri().toString()).startsWith(Governance.REDIRECT).contains("state=s-1");
        return codeOf(arrived);
    }

    private static Browser.Page signIn(Browser browser, Browser.Page login, String name) {
        return browser.submit(login, "/login", Map.of("username", name, "password", Governance.PASSWORD));
    }

    /// Returns the code of the address to which the browser was sent.
    static String codeOf(Browser.Page arrived) {
        Matcher code = CODE.matcher(arrived.uri().toString());
        assertThat(code.find()).isTrue();
        return code.group(1);
    }

    /// Redeems a code as eval-service.
    static JsonNode redeem(Governance at, String code, int status) {
        return redeem(at, code, VERIFIER, status);
    }

    static JsonNode redeem(Governance at, String code, String verifier, int status) {
        String form = "grant_type=authorization_code&code=" + code + "&redirect_uri="
                + Browser.encoded(Governance.REDIRECT) + "&code_verifier=" + verifier;
        return JSON.readTree(post(at, "/oauth2/token", "eval-service", Governance.clientSecret("eval"), form, status));
    }

    /// Signs the user in for the console, and returns its tokens.
    JsonNode consoleTokens(Browser browser, String name) {
        Browser.Page login = browser.get(authorize()
                .replace("eval-service", "console")
                .replace(Browser.encoded(Governance.REDIRECT), Browser.encoded(Governance.CONSOLE_REDIRECT)));
        return asConsole(
                governance,
                "/oauth2/token",
                "grant_type=authorization_code&code=" + codeOf(signIn(browser, login, name)) + "&redirect_uri="
                        + Browser.encoded(Governance.CONSOLE_REDIRECT) + "&code_verifier=" + VERIFIER,
                200);
    }

    /// Whether the console's refresh token is still valid.
    boolean isLive(String refreshToken) {
        return asConsole(governance, "/oauth2/introspect", "token=" + refreshToken, 200)
                .path("active")
                .asBoolean();
    }

    /// Refreshes the console's tokens.
    static JsonNode refresh(Governance at, String refreshToken, int status) {
        return asConsole(at, "/oauth2/token", "grant_type=refresh_token&refresh_token=" + refreshToken, status);
    }

    private static JsonNode asConsole(Governance at, String path, String form, int status) {
        return JSON.readTree(post(at, path, "console", Governance.clientSecret("console"), form, status));
    }

    private static byte[] post(Governance at, String path, String client, String secret, String form, int status) {
        return at.service()
                .client()
                .post()
                .uri(path)
                .headers(headers -> headers.setBasicAuth(client, secret))
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(form)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult()
                .getResponseBody();
    }
}
