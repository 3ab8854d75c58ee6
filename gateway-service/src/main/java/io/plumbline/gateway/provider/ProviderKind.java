package io.plumbline.gateway.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.kit.problem.RequestProblem;
import java.util.Arrays;
import java.util.Locale;

/// What language a provider speaks.
public enum ProviderKind {
    OPENAI,
    AZURE_OPENAI,
    ANTHROPIC,
    BEDROCK,
    GEMINI;

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// Whether calls can be made to it by now.
    public boolean isSupported() {
        return this == OPENAI || this == AZURE_OPENAI || this == ANTHROPIC;
    }

    /// What its providers speak.
    public Dialect dialect() {
        return switch (this) {
            case OPENAI, AZURE_OPENAI -> Dialect.OPENAI;
            case ANTHROPIC -> Dialect.ANTHROPIC;
            case BEDROCK -> Dialect.BEDROCK;
            case GEMINI -> Dialect.GEMINI;
        };
    }

    /// The path of its API where a base URL has none.
    String usualPath() {
        return switch (this) {
            case OPENAI, ANTHROPIC -> "/v1";
            case AZURE_OPENAI -> "/openai";
            case BEDROCK -> "";
            case GEMINI -> "/v1beta";
        };
    }

    /// Whether its language has `prompt_cache_key`. Azure refuses members that the version of its API does not
    /// know.
    public boolean hasPromptCacheKey() {
        return this == OPENAI;
    }

    @JsonValue
    public String wireName() {
        return wireName;
    }

    @JsonCreator
    static ProviderKind of(String wireName) {
        return Arrays.stream(values())
                .filter(kind -> kind.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> RequestProblem.INVALID_REQUEST
                        .because("The kinds are openai, azure-openai, anthropic, bedrock and gemini.")
                        .at("/kind", "is not a kind of provider"));
    }
}
