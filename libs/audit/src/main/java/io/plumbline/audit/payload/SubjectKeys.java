package io.plumbline.audit.payload;

import java.security.SecureRandom;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The keys of data subjects. A transaction that finds no key creates one. Two concurrent transactions create two
/// keys because waiting would couple one business transaction to another. Nothing is cached: a key created in a
/// rolled-back transaction must never be reused.
///
/// A row that cannot be unwrapped, because it was inserted by others or the key-encryption key changed, is
/// skipped and a new key replaces it, so no row can prevent appends.
final class SubjectKeys {
    private static final Logger log = LoggerFactory.getLogger(SubjectKeys.class);

    private final JdbcClient jdbc;
    private final KeyWrap wrap;
    private final SecureRandom random;

    SubjectKeys(DataSource dataSource, KeyWrap wrap, SecureRandom random) {
        this.jdbc = JdbcClient.create(dataSource);
        this.wrap = wrap;
        this.random = random;
    }

    record SubjectKey(UUID id, String subject, byte[] key) {}

    /// Returns a key for each subject, creating missing ones.
    Map<String, SubjectKey> of(Collection<String> subjects) {
        Map<String, SubjectKey> keys = new HashMap<>();
        jdbc.sql("SELECT subject, id, wrapped FROM audit.newest_subject_keys(?)")
                .param(subjects.toArray(new String[0]))
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    String subject = row.getString("subject");
                    try {
                        keys.put(subject, unwrap(id, subject, row.getBytes("wrapped")));
                    } catch (IllegalStateException e) {
                        log.atError()
                                .addKeyValue("key", id)
                                .addKeyValue("subject", subject)
                                .log("A subject's key cannot be unwrapped: a new one is made");
                    }
                });
        for (String subject : subjects) {
            keys.computeIfAbsent(subject, this::make);
        }
        return keys;
    }

    SubjectKey unwrap(UUID id, String subject, byte[] wrapped) {
        return new SubjectKey(id, subject, wrap.unwrap(wrapped, id, subject));
    }

    private SubjectKey make(String subject) {
        SubjectKey made = new SubjectKey(UUID.randomUUID(), subject, AesGcm.random(AesGcm.KEY_BYTES, random));
        jdbc.sql("INSERT INTO audit.subject_key (id, subject, wrapped, wrapped_by) VALUES (?, ?, ?, ?)")
                .params(made.id(), subject, wrap.wrap(made.key(), made.id(), subject), wrap.keyName())
                .update();
        return made;
    }
}
