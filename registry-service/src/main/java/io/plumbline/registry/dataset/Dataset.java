package io.plumbline.registry.dataset;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A dataset without its versions. Name and team never change.
@Entity
@Table(name = "dataset")
class Dataset {

    @Id
    private UUID id;

    private String team;
    private String name;
    private String description;
    private boolean golden;
    private Instant createdAt;
    private Instant updatedAt;

    @Version
    private @Nullable Long revision;

    @SuppressWarnings("NullAway.Init")
    protected Dataset() {}

    Dataset(UUID id, String team, String name, String description, boolean golden, Instant now) {
        this.id = id;
        this.team = team;
        this.name = name;
        this.description = description;
        this.golden = golden;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /// Replaces the editable part; returns false if nothing differs.
    boolean revise(String newDescription, boolean newGolden, Instant now) {
        if (description.equals(newDescription) && golden == newGolden) {
            return false;
        }
        description = newDescription;
        golden = newGolden;
        updatedAt = now;
        return true;
    }

    UUID id() {
        return id;
    }

    String team() {
        return team;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    boolean golden() {
        return golden;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    long revision() {
        return revision == null ? 0 : revision;
    }
}
