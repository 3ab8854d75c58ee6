package io.plumbline.gateway.provider;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.kit.problem.RequestProblem;
import java.util.Arrays;
import java.util.Locale;

/// The kind of a provider, which determines its dialect and API.
public enum ProviderKind {
    OPENAI,
    AZURE_OPENAI,
    ANTHROPIC,
    BEDROCK,
    GEMINI;

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// Returns the dialect of its providers.
    public Dialect dialect() {
        return switch (this) {
            case OPENAI, AZURE_OPENAI -> Dialect.OPENAI;
            case ANTHROPIC -> Dialect.ANTHROPIC;
            case BEDROCK -> Dialect.BEDROCK;
            case GEMINI -> Dialect.GEMINI;
        };
    }

    /// Returns the API path for base URLs without a path.
    String usualPath() {
        return switch (this) {
            case OPENAI, ANTHROPIC -> "/v1";
            case AZURE_OPENAI -> "/openai";
            case BEDROCK -> "";
            case GEMINI -> "/v1beta";
        };
    }

    /// Whether its dialect has `prompt_cache_key`. Azure refuses members that its API version does not know.
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
