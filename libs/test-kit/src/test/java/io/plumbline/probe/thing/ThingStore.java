package io.plumbline.probe.thing;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.probe.thing.ThingController.Thing;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

@Repository
class ThingStore {

    private final JdbcClient jdbc;
    private final UuidV7 ids;

    ThingStore(JdbcClient jdbc, UuidV7 ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    @Transactional
    public void insert(String team, String name) {
        if (find(name).isPresent()) {
            throw RequestProblem.CONFLICT.because("There is such a thing.");
        }
        jdbc.sql("insert into thing values (?, ?, ?)")
                .params(ids.next(), team, name)
                .update();
    }

    @Transactional(readOnly = true)
    public Optional<Thing> find(String name) {
        return jdbc.sql("select name, team from thing where name = ?")
                .param(name)
                .query(Thing.class)
                .optional();
    }

    @Transactional(readOnly = true)
    public List<Thing> after(String name, int limit) {
        return jdbc.sql("select name, team from thing where name > ? order by name limit ?")
                .params(name, limit)
                .query(Thing.class)
                .list();
    }
}
