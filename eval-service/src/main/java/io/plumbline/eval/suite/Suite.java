package io.plumbline.eval.suite;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/// A suite and the newest of its documents. The revision counts documents; it never goes back.
@Entity
@Table(name = "suite")
class Suite {

    @Id
    private String name = "";

    @Column(nullable = false)
    private String team = "";

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(nullable = false)
    private String document = "";

    private int revision;

    @Column(nullable = false)
    private Instant createdAt = Instant.EPOCH;

    @Column(nullable = false)
    private Instant updatedAt = Instant.EPOCH;

    /// The approval of the document; null where it took none.
    private @Nullable UUID approvalId;

    /// Number of the change that stored the document, by which siblings follow.
    @SuppressWarnings("UnusedVariable") // read by queries
    private long change;

    @Version
    private long version;

    protected Suite() {}

    Suite(String name, String team, Instant now) {
        this.name = name;
        this.team = team;
        this.createdAt = now;
    }

    /// Takes a new document.
    ///
    /// @param newDocument as JSON
    /// @param approval null where it took none
    void revise(String newDocument, @Nullable UUID approval, Instant now) {
        document = newDocument;
        approvalId = approval;
        revision++;
        updatedAt = now;
    }

    /// Numbers the change, as the last of its transaction.
    void changed(long number) {
        change = number;
    }

    String name() {
        return name;
    }

    String team() {
        return team;
    }

    String document() {
        return document;
    }

    int revision() {
        return revision;
    }

    @Nullable
    UUID approvalId() {
        return approvalId;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    long version() {
        return version;
    }
}
