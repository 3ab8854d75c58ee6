package io.plumbline.registry.knowledge.connector;

import io.plumbline.registry.knowledge.connector.source.SourceEntry;
import io.plumbline.registry.knowledge.connector.source.SourceSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What can be edited of a connector, without its secrets, with all defaults.
///
/// @param schedule null for runs on request only
/// @param include patterns of the documents that are read; empty for all
/// @param exclude patterns of documents that are not read, also if they are included
/// @param readers null for the readers of the knowledge base
public record ConnectorTerms(
        SourceSettings source,
        @Nullable ConnectorSchedule schedule,
        List<String> include,
        List<String> exclude,
        List<String> tags,
        @Nullable List<String> readers,
        ConnectorLimits limits,
        VanishedAction vanished,
        boolean enabled) {

    /// The documents that a connector reads.
    public record Selection(List<Glob> include, List<Glob> exclude) {

        public boolean takes(String key) {
            return (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(key)))
                    && exclude.stream().noneMatch(glob -> glob.matches(key));
        }
    }

    /// Returns a digest of what runs read. An open run fails once it differs.
    public String readingDigest() {
        return SourceEntry.digest(source + "\n" + include + "\n" + exclude);
    }

    /// Returns a digest of what documents are stored with. A document is stored again once it differs.
    public String describingDigest() {
        return SourceEntry.digest(tags + "\n" + readers);
    }

    public Selection selection() {
        return new Selection(
                include.stream().map(Glob::new).toList(),
                exclude.stream().map(Glob::new).toList());
    }
}
