package io.plumbline.registry.model;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.audit.DocumentChanges;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.registry.asset.Asset;
import io.plumbline.registry.asset.AssetAction;
import io.plumbline.registry.asset.AssetSequence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The descriptions and tags of model versions. Unlike a version's document, they may change; nothing that decides
/// about production reads them.
@Repository
public class VersionNotes {

    private static final int MAX_DESCRIPTION = 5_000;
    private static final int MAX_TAGS = 100;
    private static final int MAX_NAME = 250;
    private static final int MAX_VALUE = 5_000;
    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final AssetSequence progress;
    private final AuditTrail trail;
    private final Clock clock;
    private final JsonMapper json;

    VersionNotes(JdbcClient jdbc, AssetSequence progress, AuditTrail trail, Clock clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.trail = trail;
        this.clock = clock;
        this.json = json;
    }

    /// The description and tags of one version.
    ///
    /// @param tags sorted by name
    public record Note(String description, Map<String, String> tags) {

        static final Note NONE = new Note("", Map.of());

        public Note {
            tags = new TreeMap<>(tags);
        }

        public Note withDescription(String other) {
            return new Note(other, tags);
        }

        public Note withTag(String name, String value) {
            Map<String, String> changed = new TreeMap<>(tags);
            changed.put(name, value);
            return new Note(description, changed);
        }

        public Note withoutTag(String name) {
            Map<String, String> changed = new TreeMap<>(tags);
            changed.remove(name);
            return new Note(description, changed);
        }
    }

    /// Returns the note of a version; an empty one if nobody wrote one.
    @Transactional(readOnly = true)
    public Note get(Asset model, int version) {
        return find(model.id(), version);
    }

    /// Changes the note of an existing version. Concurrent changes are sequential.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 400 if the new note exceeds the limits
    @Transactional
    public void change(Asset model, int version, UnaryOperator<Note> change) {
        progress.lock(model.id());
        Note before = find(model.id(), version);
        Note after = change.apply(before);
        if (after.equals(before)) {
            return;
        }
        check(after);
        jdbc.sql("""
                        insert into model_version_note (asset_id, version, team, description, tags, updated_at)
                        values (?, ?, ?, ?, ?::jsonb, ?)
                        on conflict (asset_id, version) do update
                        set description = excluded.description, tags = excluded.tags, updated_at = excluded.updated_at
                        """)
                .params(
                        model.id(),
                        version,
                        model.team(),
                        after.description(),
                        json.writeValueAsString(after.tags()),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        trail.append(DocumentChanges.tell(
                AuditEntry.of(AssetAction.VERSION_DESCRIBED, model.team(), "model-version", model.name())
                        .version(version),
                json.valueToTree(before),
                json.valueToTree(after)));
    }

    private static void check(Note note) {
        boolean allowed = note.description().length() <= MAX_DESCRIPTION
                && note.tags().size() <= MAX_TAGS
                && note.tags().entrySet().stream().allMatch(tag -> isTag(tag.getKey(), tag.getValue()));
        if (!allowed) {
            throw RequestProblem.INVALID_REQUEST.because(("A version has a description of at most %d characters and at"
                            + " most %d tags, with names of at most %d and values of at most %d characters.")
                    .formatted(MAX_DESCRIPTION, MAX_TAGS, MAX_NAME, MAX_VALUE));
        }
    }

    private static boolean isTag(String name, String value) {
        return !name.isBlank() && name.length() <= MAX_NAME && value.length() <= MAX_VALUE;
    }

    private Note find(UUID assetId, int version) {
        return jdbc.sql("select description, tags from model_version_note where asset_id = ? and version = ?")
                .params(assetId, version)
                .query(this::read)
                .optional()
                .orElse(Note.NONE);
    }

    private Note read(ResultSet row, int number) throws SQLException {
        return new Note(row.getString("description"), json.readValue(row.getString("tags"), TAGS));
    }
}
