package io.plumbline.guardrails.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.detect.Category;
import io.plumbline.guardrails.detect.Finding;
import io.plumbline.guardrails.scan.SpanScanner;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
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
        assertThat(scanner.detect(text))
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
