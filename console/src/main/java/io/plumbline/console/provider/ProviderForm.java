package io.plumbline.console.provider;

import io.plumbline.console.provider.ProviderClient.Limits;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The form of a provider.
///
/// @param team empty for the platform, which shares it with every team
/// @param credential empty to keep the stored one; never filled in
/// @param removeCredential whether the stored credential is removed
/// @param models one a line
record ProviderForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable String kind,
        @Nullable String baseUrl,
        @Nullable String credential,
        @Nullable String removeCredential,
        @Nullable String models,
        @Nullable String concurrency,
        @Nullable String maxWaitMs,
        @Nullable String attemptMs,
        @Nullable String firstTokenMs) {

    static final List<String> KINDS = List.of("openai", "azure-openai", "anthropic", "bedrock", "gemini");

    static final ProviderForm EMPTY = new ProviderForm("", "", "openai", "", "", null, "", "", "", "", "");

    static ProviderForm of(ProviderClient.Provider provider) {
        Limits limits = provider.limits();
        return new ProviderForm(
                provider.name(),
                Objects.requireNonNullElse(provider.team(), ""),
                provider.kind(),
                provider.baseUrl(),
                "",
                null,
                String.join("\n", provider.models()),
                limits == null ? "" : text(limits.concurrency()),
                limits == null ? "" : text(limits.maxWaitMs()),
                limits == null ? "" : text(limits.attemptMs()),
                limits == null ? "" : text(limits.firstTokenMs()));
    }

    private static String text(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }

    /// Returns the field that is not a whole number; null if all are.
    @Nullable
    String misnumbered() {
        return numbers().entrySet().stream()
                .filter(field -> !field.getValue().matches("[0-9]{0,9}"))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private Map<String, String> numbers() {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("concurrency", Objects.requireNonNullElse(concurrency, "").strip());
        numbers.put("maxWaitMs", Objects.requireNonNullElse(maxWaitMs, "").strip());
        numbers.put("attemptMs", Objects.requireNonNullElse(attemptMs, "").strip());
        numbers.put("firstTokenMs", Objects.requireNonNullElse(firstTokenMs, "").strip());
        return numbers;
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        if (team != null && !team.isBlank()) {
            body.put("team", team.strip());
        }
        body.put("kind", Objects.requireNonNullElse(kind, "openai"));
        body.put("baseUrl", Objects.requireNonNullElse(baseUrl, "").strip());
        if (removeCredential != null) {
            body.put("credential", "");
        } else if (credential != null && !credential.isBlank()) {
            body.put("credential", credential.strip());
        }
        body.put(
                "models",
                Objects.requireNonNullElse(models, "")
                        .lines()
                        .map(String::strip)
                        .filter(model -> !model.isEmpty())
                        .toList());
        Map<String, Integer> limits = new LinkedHashMap<>();
        numbers().forEach((member, value) -> {
            if (!value.isEmpty()) {
                limits.put(member, Integer.valueOf(value));
            }
        });
        if (!limits.isEmpty()) {
            body.put("limits", limits);
        }
        return body;
    }

    /// Leaves out the credential.
    @Override
    public String toString() {
        return "ProviderForm[" + name + "]";
    }
}
