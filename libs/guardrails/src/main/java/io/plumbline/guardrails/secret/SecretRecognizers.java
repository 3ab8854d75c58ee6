package io.plumbline.guardrails.secret;

import io.plumbline.guardrails.scan.Recognizer;
import io.plumbline.guardrails.secret.TokenFormat.Alphabet;
import java.util.ArrayList;
import java.util.List;

/// The recognizers of credentials.
public final class SecretRecognizers {

    private SecretRecognizers() {}

    /// All of them.
    public static List<Recognizer> all() {
        List<Recognizer> recognizers = new ArrayList<>();
        recognizers.add(new PrivateKeyRecognizer());
        recognizers.add(new JwtRecognizer());
        recognizers.add(new AwsSecretKeyRecognizer());
        token(recognizers, "plumbline_key", "PLUMBLINE_KEY", "plk_", Alphabet.BASE64_URL, 40, 128);
        for (String prefix : List.of("AKIA", "ASIA", "ABIA", "ACCA")) {
            token(recognizers, "aws_access_key", "AWS_ACCESS_KEY", prefix, Alphabet.UPPER_BASE32, 16, 16);
        }
        for (String prefix : List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_")) {
            token(recognizers, "github_token", "GITHUB_TOKEN", prefix, Alphabet.ALPHANUMERIC, 36, 255);
        }
        token(recognizers, "github_token", "GITHUB_TOKEN", "github_pat_", Alphabet.BASE64_URL, 82, 82);
        token(recognizers, "gitlab_token", "GITLAB_TOKEN", "glpat-", Alphabet.BASE64_URL, 20, 128);
        token(recognizers, "anthropic_key", "ANTHROPIC_KEY", "sk-ant-", Alphabet.BASE64_URL, 32, 200);
        token(recognizers, "openai_key", "OPENAI_KEY", "sk-proj-", Alphabet.BASE64_URL, 32, 200);
        token(recognizers, "openai_key", "OPENAI_KEY", "sk-", Alphabet.ALPHANUMERIC, 40, 64);
        token(recognizers, "google_key", "GOOGLE_KEY", "AIza", Alphabet.BASE64_URL, 35, 35);
        token(recognizers, "slack_token", "SLACK_TOKEN", "xoxb-", Alphabet.BASE64_URL, 24, 128);
        token(recognizers, "slack_token", "SLACK_TOKEN", "xoxp-", Alphabet.BASE64_URL, 24, 128);
        token(recognizers, "stripe_key", "STRIPE_KEY", "sk_live_", Alphabet.ALPHANUMERIC, 24, 128);
        token(recognizers, "npm_token", "NPM_TOKEN", "npm_", Alphabet.ALPHANUMERIC, 36, 36);
        return List.copyOf(recognizers);
    }

    private static void token(
            List<Recognizer> to,
            String name,
            String entityType,
            String prefix,
            Alphabet alphabet,
            int shortest,
            int longest) {
        to.add(new TokenRecognizer("secret." + name, new TokenFormat(entityType, prefix, alphabet, shortest, longest)));
    }
}
