package io.plumbline.eval.suite;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

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

    /// Takes a new document, as JSON.
    void revise(String newDocument, Instant now) {
        document = newDocument;
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
