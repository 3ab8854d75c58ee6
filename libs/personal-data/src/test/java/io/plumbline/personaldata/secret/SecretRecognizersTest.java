package io.plumbline.personaldata.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.redact.Redaction;
import io.plumbline.personaldata.redact.RedactionRules;
import io.plumbline.personaldata.scan.Recognizer;
import io.plumbline.personaldata.scan.SpanScanner;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRecognizersTest {

    private static final String BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj";
    private final SpanScanner scanner = new SpanScanner(SecretRecognizers.all());

    private static String of(String prefix, int length) {
        String mixed = "aB3dE5gH7jK2mN4pQ6rS";
        return prefix + mixed.repeat(1 + length / mixed.length()).substring(0, length);
    }

    private void assertFound(String text, String secret, String entityType) {
        assertThat(Redaction.resolve(RedactionRules.NONE, scanner.detect(text)))
                .filteredOn(finding -> finding.score() >= 0.5)
                .singleElement()
                .satisfies(finding -> {
                    assertThat(text.substring(finding.start(), finding.end())).isEqualTo(secret);
                    assertThat(finding.entityType()).isEqualTo(entityType);
                    assertThat(finding.category()).isEqualTo(Category.SECRET);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "ghp_, 36, GITHUB_TOKEN",
        "gho_, 36, GITHUB_TOKEN",
        "ghs_, 36, GITHUB_TOKEN",
        "github_pat_, 82, GITHUB_TOKEN",
        "glpat-, 20, GITLAB_TOKEN",
        "sk-ant-, 95, ANTHROPIC_KEY",
        "sk-proj-, 120, OPENAI_KEY",
        "sk-, 48, OPENAI_KEY",
        "AIza, 35, GOOGLE_KEY",
        "xoxb-, 50, SLACK_TOKEN",
        "sk_live_, 24, STRIPE_KEY",
        "npm_, 36, NPM_TOKEN",
        "plk_, 60, PLUMBLINE_KEY"
    })
    void findsTokensByTheirForm(String prefix, int length, String entityType) {
        String token = of(prefix, length);
        assertFound("token=\"" + token + "\";", token, entityType);
        assertFound(token, token, entityType);
    }

    @Test
    void findsEveryFormOfItsOwnInWhateverSurroundings() {
        Random random = new Random(20_261_125);
        for (Recognizer recognizer : MarkedTokens.all()) {
            String token = sample(((TokenRecognizer) recognizer).format(), random);
            for (String around : List.of("%s", "use %s, please", "{\"key\": \"%s\"}", "x=%s;", "`%s`\n")) {
                String text = around.formatted(token);
                assertThat(Redaction.resolve(RedactionRules.NONE, scanner.detect(text)))
                        .as(text)
                        .anySatisfy(finding -> assertThat(text.substring(finding.start(), finding.end()))
                                .isEqualTo(token));
            }
        }
    }

    private static String sample(TokenFormat format, Random random) {
        StringBuilder sample = new StringBuilder();
        for (TokenFormat.Part part : format.parts()) {
            switch (part) {
                case TokenFormat.Part.Letters letters -> sample.append(letters.text());
                case TokenFormat.Part.Run run -> {
                    String all = characters(run.alphabet());
                    for (int i = 0; i < run.fewest(); i++) {
                        sample.append(all.charAt(random.nextInt(all.length())));
                    }
                }
            }
        }
        return sample.toString();
    }

    private static String characters(CredentialCharacters alphabet) {
        StringBuilder all = new StringBuilder();
        for (char c = '0'; c <= 'z'; c++) {
            if (alphabet.has(c) && Character.isLetterOrDigit(c)) {
                all.append(c);
            }
        }
        return all.toString();
    }

    @Test
    void isCertainOfATokenWhoseChecksumHolds() {
        // The token of GitHub's own documentation of its checksum, revoked.
        String valid = "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";
        assertThat(scanner.detect(valid).getFirst().score()).isEqualTo(1.0);
        assertThat(scanner.detect(valid.replace('7', '8')).getFirst().score()).isEqualTo(0.95);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DATADOG_API_KEY=9b1c2f3e4d5a69788796a5b4c3d2e1f0aa11bb22      | 9b1c2f3e4d5a69788796a5b4c3d2e1f0aa11bb22 | DATADOG_KEY
            "heroku_api_key": "c3d8a7b0-5f51-4a0e-9d8f-2f1e6b7a9c10"      | c3d8a7b0-5f51-4a0e-9d8f-2f1e6b7a9c10 | HEROKU_KEY
            twilio.auth.token: 4f2a9c8b7d6e5f4a3b2c1d0e9f8a7b6c           | 4f2a9c8b7d6e5f4a3b2c1d0e9f8a7b6c | TWILIO_TOKEN
            api_key = 'q8Zr2LmX9vT4bN7c'                                  | q8Zr2LmX9vT4bN7c | GENERIC_SECRET
            client.setToken("session_token", "Vb3nM8kQ2xZ7cR5tY9wE")       | Vb3nM8kQ2xZ7cR5tY9wE | GENERIC_SECRET
            Authorization: Bearer 8fJ2kLs0dP4mQ7xZ1vB6nC3t                | 8fJ2kLs0dP4mQ7xZ1vB6nC3t | GENERIC_SECRET
            postgresql://app:s3cr3t-Pw@db.internal:5432/orders            | app:s3cr3t-Pw | CONNECTION_STRING
            mongodb+srv://root:Zx9_%40k@cluster0.example.net              | root:Zx9_%40k | CONNECTION_STRING
            """)
    void findsWhatANameMakesASecret(String text, String secret, String entityType) {
        assertFound(text, secret, entityType);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max_tokens: 4096",
                "token_type=Bearer",
                "api_key: your_api_key_here_12",
                "secret: ${SECRET_OF_THE_SERVICE_1}",
                "password = my-service-account-name",
                "The access token is described in section 4.2.1 of the manual.",
                "key: c3d8a7b0-5f51-4a0e-9d8f-2f1e6b7a9c10",
                "tokenId = 8fJ2kLs0dP4mQ7xZ1vB6nC3t",
                "https://example.org/a@b",
                "git@example.org:team/project.git"
            })
    void leavesHarmlessValuesAlone(String text) {
        assertThat(scanner.detect(text)).noneMatch(finding -> finding.score() >= 0.5);
    }

    @Test
    void findsAwsKeyPairs() {
        assertFound("id AKIAIOSFODNN7EXAMPLE.", "AKIAIOSFODNN7EXAMPLE", "AWS_ACCESS_KEY");
        String secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
        assertFound("AWS_SECRET_ACCESS_KEY=" + secret, secret, "AWS_SECRET_KEY");
        assertFound("{\"secretAccessKey\": \"" + secret + "\"}", secret, "AWS_SECRET_KEY");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAIOSFODNN7EXAMPL",
                "AKIAIOSFODNN7EXAMPLEX",
                "xAKIAIOSFODNN7EXAMPLE",
                "AKIAiosfodnn7example",
                "ghp_short",
                "sk-learn and sk-image",
                "the secret key to happiness is patience and a little bit of luck",
                "secret: 0123456789012345678901234567890123456789",
                "eyJ",
                "eyJhbGciOiJIUzI1NiJ9",
                "eyJhbGciOiJIUzI1NiJ9.e30",
                "-----BEGIN PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY----- is how such a file begins.",
                "-------------------------------"
            })
    void findsNothingElse(String text) {
        assertThat(scanner.detect(text)).isEmpty();
    }

    @Test
    void findsWebTokensAndReadsTheirHeader() {
        String token = jwt("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
        assertFound("Authorization: Bearer " + token + "\n", token, "JWT");
        assertThat(scanner.detect(token).getFirst().score()).isEqualTo(1.0);
        assertThat(scanner.detect(jwt("{\"typ\":\"JWT\",\"x\":1}")).getFirst().score())
                .isLessThan(1.0);
    }

    private static String jwt(String header) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        return encoder.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "." + encoder.encodeToString("{\"sub\":\"ada\"}".getBytes(StandardCharsets.UTF_8))
                + ".c2lnbmF0dXJl";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRIVATE KEY",
                "RSA PRIVATE KEY",
                "EC PRIVATE KEY",
                "OPENSSH PRIVATE KEY",
                "ENCRYPTED PRIVATE KEY",
                "PGP PRIVATE KEY BLOCK"
            })
    void findsPrivateKeys(String label) {
        for (String newline : List.of("\n", "\r\n", "\\n")) {
            String key = "-----BEGIN " + label + "-----" + newline + BODY + newline + BODY + newline + "abc=" + newline
                    + "-----END " + label + "-----";
            assertFound("key: " + key + newline + "that was it", key, "PRIVATE_KEY");
        }
    }

    @Test
    void findsPrivateKeysThatAreCutShort() {
        String key = "-----BEGIN PRIVATE KEY-----\n" + BODY + "\n" + BODY.substring(0, 20);
        assertFound(key, key, "PRIVATE_KEY");
        assertFound("a " + key + " ... the rest is missing.", key, "PRIVATE_KEY");
    }

    @Test
    void keepsTwoKeysApart() {
        String key = "-----BEGIN PRIVATE KEY-----\n" + BODY + "\n-----END PRIVATE KEY-----";
        String cut = "-----BEGIN PRIVATE KEY-----\n" + BODY;
        assertThat(scanner.detect(cut + "\n" + key))
                .extracting(Finding::length)
                .containsExactly(cut.length(), key.length());
    }
}
