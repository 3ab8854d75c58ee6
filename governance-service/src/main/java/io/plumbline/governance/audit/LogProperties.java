package io.plumbline.governance.audit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Where the audit log is anchored.
///
/// @param anchorFile a file, best on another disk than the database's, that remembers the newest checkpoint; then a
///     database that was restored from an old backup is not signed anew. None unless set.
@ConfigurationProperties("plumbline.audit")
record LogProperties(@Nullable Path anchorFile) {}
