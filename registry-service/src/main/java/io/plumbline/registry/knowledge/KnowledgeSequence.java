package io.plumbline.registry.knowledge;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Numbers the changes of what a search finds in a knowledge base. Numbers become visible in order.
@Repository
public class KnowledgeSequence {

    private final JdbcClient jdbc;

    KnowledgeSequence(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void begin(KnowledgeBase base) {
        jdbc.sql("insert into knowledge_sequence (knowledge_base_id, team, sequence) values (?, ?, 0)")
                .params(base.id(), base.team())
                .update();
    }

    /// Takes the next number in the current transaction, which keeps other changes waiting until it ends. Store it
    /// with the change.
    @Transactional(propagation = Propagation.MANDATORY)
    public long next(UUID base) {
        return jdbc.sql(
                        "update knowledge_sequence set sequence = sequence + 1 where knowledge_base_id = ? returning sequence")
                .param(base)
                .query(Long.class)
                .single();
    }

    /// Returns the number of the newest change; 0 without changes.
    @Transactional(readOnly = true)
    public long current(UUID base) {
        return jdbc.sql("select sequence from knowledge_sequence where knowledge_base_id = ?")
                .param(base)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /// Makes every index of a knowledge base begin again from nothing.
    @Transactional
    public void forgetAll(UUID base) {
        jdbc.sql("""
                        update knowledge_sequence set sequence = sequence + 1, forgotten = sequence + 1
                        where knowledge_base_id = ?
                        """).param(base).update();
    }
}
