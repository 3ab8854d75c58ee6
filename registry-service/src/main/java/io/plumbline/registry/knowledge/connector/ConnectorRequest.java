package io.plumbline.registry.knowledge.connector;

import io.plumbline.registry.knowledge.KnowledgeBaseTags;
import io.plumbline.registry.knowledge.ReaderRules;
import io.plumbline.registry.knowledge.connector.source.SourceSettings;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The body that creates or replaces a connector.
///
/// @param secrets name → value, as the kind of source needs them, stored encrypted and never returned; if absent, the
///     stored ones stay, unless the source is at another place
/// @param schedule default: runs on request only
/// @param include patterns of the documents that are read, such as `policies/**` or `**/*.pdf`; default: all
/// @param exclude patterns of documents that are not read, also if they are included
/// @param tags of all documents of the connector
/// @param readers the only principals that may read its documents; default: those of the knowledge base
/// @param vanished what happens to a document that the source no longer has; default: `KEEP`
/// @param enabled whether runs may start; default: true
record ConnectorRequest(
        @NotNull @Valid SourceSettings source,

        @Nullable @Size(max = 20)
        Map<@Size(min = 1, max = 100) String, @NotNull @Size(min = 1, max = 5000) String> secrets,

        @Nullable @Valid ConnectorSchedule schedule,

        @Nullable @Size(max = 50) List<@NotBlank @Size(max = 200) String> include,

        @Nullable @Size(max = 50) List<@NotBlank @Size(max = 200) String> exclude,

        @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = KnowledgeBaseTags.TAG) String> tags,

        @Nullable @Size(max = 50) List<@NotNull @Pattern(regexp = ReaderRules.PRINCIPAL) String> readers,

        @Nullable @Valid ConnectorLimits limits,

        @Nullable VanishedAction vanished,

        @Nullable Boolean enabled) {

    ConnectorTerms terms() {
        return new ConnectorTerms(
                source,
                schedule,
                Objects.requireNonNullElse(include, List.of()),
                Objects.requireNonNullElse(exclude, List.of()),
                distinct(Objects.requireNonNullElse(tags, List.of())),
                readers == null || readers.isEmpty() ? null : distinct(readers),
                Objects.requireNonNullElse(limits, ConnectorLimits.DEFAULT).complete(),
                Objects.requireNonNullElse(vanished, VanishedAction.KEEP),
                enabled == null || enabled);
    }

    private static List<String> distinct(List<String> values) {
        return values.stream().distinct().sorted().toList();
    }

    /// Omits the secrets.
    @Override
    public String toString() {
        return "ConnectorRequest[]";
    }
}
