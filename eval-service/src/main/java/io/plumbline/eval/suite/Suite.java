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

/// A suite with its newest document. The revision counts documents and never decreases.
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

    /// The approval of the document; null where it needed none.
    private @Nullable UUID approvalId;

    /// Change number of the document for siblings.
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

    /// Sets a new document.
    ///
    /// @param newDocument as JSON
    /// @param approval null where it needed none
    void revise(String newDocument, @Nullable UUID approval, Instant now) {
        document = newDocument;
        approvalId = approval;
        revision++;
        updatedAt = now;
    }

    /// Sets the change number, last in its transaction.
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
