package io.plumbline.console.asset;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The form that creates or changes a asset.
///
/// @param requiredSuites the required suites, separated by commas
/// @param tags one `name=value` a line
record AssetForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable String description,
        @Nullable String riskTier,
        @Nullable String requiredSuites,
        @Nullable String tags) {

    static final List<String> RISK_TIERS = List.of("MINIMAL", "LIMITED", "HIGH");

    String strippedName() {
        return Objects.requireNonNullElse(name, "").strip();
    }

    AssetClient.AssetBody body() {
        return new AssetClient.AssetBody(
                Objects.requireNonNullElse(team, ""),
                Objects.requireNonNullElse(description, ""),
                Objects.requireNonNullElse(riskTier, "LIMITED"),
                Arrays.stream(Objects.requireNonNullElse(requiredSuites, "").split("[,\\s]+"))
                        .filter(suite -> !suite.isEmpty())
                        .toList(),
                tagsByName());
    }

    private Map<String, String> tagsByName() {
        Map<String, String> byName = new TreeMap<>();
        Objects.requireNonNullElse(tags, "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .forEach(line -> {
                    int equals = line.indexOf('=');
                    byName.put(
                            equals < 0 ? line : line.substring(0, equals).strip(),
                            equals < 0 ? "" : line.substring(equals + 1).strip());
                });
        return byName;
    }

    static AssetForm of(AssetClient.Asset asset) {
        return new AssetForm(
                asset.name(),
                asset.team(),
                asset.description(),
                asset.riskTier(),
                String.join(", ", asset.requiredSuites()),
                asset.tags().entrySet().stream()
                        .map(tag -> tag.getValue().isEmpty() ? tag.getKey() : tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining("\n")));
    }
}
